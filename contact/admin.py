"""The settings of the clinic in the admin. What staff do with requests is registered by contact.triage."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint
from django.shortcuts import redirect

from contact.clinic.clinic_details import ClinicDetails, Holiday, OpeningHours
from contact.clinic.crisis_help import CrisisHelp
from contact.requests.retention import RetentionPeriod
from contact.triage import request_admin  # noqa: F401
from contact.triage.edit_conflicts import EditConflictAdmin
from contact.triage.readonly_admin import FixedRowsMixin
from contact.triage.reply_templates import ReplyTemplate

THE_ROW = 1


class SingletonAdmin(FixedRowsMixin, EditConflictAdmin):
    """There is one row, so its list leads straight to it."""

    def changelist_view(self, request, extra_context=None):
        self.model.objects.get_or_create(pk=THE_ROW)
        return redirect(f"admin:contact_{self.model._meta.model_name}_change", THE_ROW)


class NamedControls(forms.ModelForm):
    """In a tabular inline the column headings label no control, so each control gets an aria-label."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def validate_unique(self):
        """In inline rows, Django skips the unique constraints that include the parent."""
        super().validate_unique()
        for constraint in self.instance._meta.constraints:
            if not isinstance(constraint, UniqueConstraint):
                continue
            try:
                constraint.validate(type(self.instance), self.instance, exclude=self._get_validation_exclusions())
            except ValidationError as error:
                self.add_error(None, error)


class OpeningHoursInline(admin.TabularInline):
    model = OpeningHours
    form = NamedControls
    extra = 1


class HolidayInline(admin.TabularInline):
    model = Holiday
    form = NamedControls
    extra = 1


@admin.register(ClinicDetails)
class ClinicDetailsAdmin(SingletonAdmin):
    inlines = [OpeningHoursInline, HolidayInline]
    fieldsets = [
        (None, {"fields": ["name", "phone", "email"]}),
        ("Address", {"fields": ["street", "city", "region", "postal_code"]}),
        ("Replies", {"fields": ["reply_within_working_days", "give_back_after_hours", "time_zone"]}),
        ("Today", {"fields": ["emergency_notice"]}),
    ]


@admin.register(CrisisHelp)
class CrisisHelpAdmin(SingletonAdmin):
    pass


@admin.register(RetentionPeriod)
class RetentionPeriodAdmin(FixedRowsMixin, EditConflictAdmin):
    """One row for each outcome of a request."""

    list_display = ["outcome", "days"]
    fields = ["outcome", "days"]
    readonly_fields = ["outcome"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "How long requests are kept"})


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(EditConflictAdmin):
    list_display = ["title", "kind", "place"]
    fields = ["kind", "title", "text", "place"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Call scripts and replies"})
