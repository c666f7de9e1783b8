"""The settings of the clinic in the admin. What staff do with requests is registered by contact.triage."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminFileWidget, AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ImageField, UniqueConstraint, URLField
from django.shortcuts import redirect
from django.urls import path, reverse

from contact import app_settings
from contact.clinic.brand import brand_preview
from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.crisis_help import CrisisHelp
from contact.clinic.locations import CLOSED, Holiday, Location
from contact.clinic.opening_hours import DAYS, NO_BREAK_SPACE, HoursNotUnderstood, parse_hours, runs_into_next_day
from contact.requests.age_limits import AgeLimits
from contact.requests.retention import RetentionPeriod
from contact.triage import request_admin  # noqa: F401
from contact.triage.edit_conflicts import EditConflictAdmin, EditConflictForm, fingerprint
from contact.triage.readonly_admin import FixedRowsMixin
from contact.triage.reply_templates import ReplyTemplate

THE_ROW = 1


class SingletonAdmin(FixedRowsMixin, EditConflictAdmin):
    """There is one row, so its list leads straight to it."""

    def changelist_view(self, request, extra_context=None):
        self.model.objects.get_or_create(pk=THE_ROW)
        address = reverse(f"admin:contact_{self.model._meta.model_name}_change", args=[THE_ROW])
        return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


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


class HolidayFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """Django overlooks a day that is entered twice for all locations."""
        super().clean()
        rows = [form.cleaned_data for form in self.forms if form.is_valid() and form.cleaned_data.get("date")]
        days = [(row["date"], row["location"]) for row in rows if not row.get("DELETE")]
        if len(set(days)) < len(days):
            raise ValidationError("One day is here twice.")


class HolidayInline(admin.TabularInline):
    model = Holiday
    form = NamedControls
    formset = HolidayFormSet
    fields = ["date", "name", "location"]
    extra = 1

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, empty_label="All locations", **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A choice only: locations are added and changed on a page of their own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "location":
            field.widget = field.widget.widget
        return field


class PictureField(forms.FileField):
    """Gives a picture that was decoded and written anew, so that only its pixels are left."""

    # Twice as wide as the column of a page.
    longest_edge = 1600

    def to_python(self, data):
        file = super().to_python(data)
        return file and app_settings.CLEAN_PHOTO(file, self.longest_edge)


class LogoField(PictureField):
    """It loads with every page, so it is not larger than a sharp phone needs."""

    longest_edge = 640


# "maps.example.org" is meant as https.
WEB_ADDRESSES = {URLField: {"assume_scheme": "https"}}
PICTURE_WIDGET = AdminFileWidget(attrs={"accept": "image/*"})


@admin.register(ClinicDetails)
class ClinicDetailsAdmin(SingletonAdmin):
    inlines = [HolidayInline]
    change_form_template = "admin/contact/clinicdetails/change_form.html"
    formfield_overrides = WEB_ADDRESSES | {ImageField: {"form_class": LogoField, "widget": PICTURE_WIDGET}}
    fieldsets = [
        (None, {"fields": ["name", "email", "languages", "portal_url"]}),
        ("Logo and color", {"fields": ["logo", "logo_shows_name", "brand_color"]}),
        ("Replies", {"fields": ["reply_within_working_days", "replies_by_text", "give_back_after_hours"]}),
        (
            "Referral contact",
            {
                "fields": ["referral_name", "referral_phone", "referral_fax", "referral_email"],
                "description": "For clinicians who refer a patient.",
            },
        ),
        ("Today", {"fields": ["emergency_notice"]}),
    ]
    # The short forms that the setup list leads to, by the word in their address.
    PARTS = {
        "name": [(None, {"fields": ["name", "logo", "logo_shows_name", "brand_color"]})],
        "replies": [
            (None, {"fields": ["reply_within_working_days", "replies_by_text", "email", "languages", "portal_url"]})
        ],
        "referral": [(None, {"fields": ["referral_name", "referral_phone", "referral_fax", "referral_email"]})],
    }

    def get_urls(self):
        preview = self.admin_site.admin_view(self.color)
        return [path("color.svg", preview, name="contact_clinicdetails_color"), *super().get_urls()]

    def color(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        return brand_preview(request)

    def part(self, request):
        return self.PARTS.get(request.GET.get("part"))

    def get_fieldsets(self, request, obj=None):
        part = self.part(request)
        return self.with_hidden_field(part) if part else super().get_fieldsets(request, obj)

    def get_inlines(self, request, obj):
        return [] if self.part(request) else super().get_inlines(request, obj)

    def response_change(self, request, obj):
        if self.part(request) and "_continue" not in request.POST:
            self.message_user(request, "Saved. Visitors see it from now on.", messages.SUCCESS)
            return redirect("admin:setup")
        return super().response_change(request, obj)


class HoursField(forms.CharField):
    """The hours of a day as people write them; gives pairs of times."""

    def __init__(self):
        super().__init__(required=False, max_length=100, widget=AdminTextInputWidget)

    def clean(self, value):
        try:
            return parse_hours(super().clean(value))
        except HoursNotUnderstood as error:
            raise ValidationError(str(error)) from error


class LocationForm(EditConflictForm):
    monday = HoursField()
    tuesday = HoursField()
    wednesday = HoursField()
    thursday = HoursField()
    friday = HoursField()
    saturday = HoursField()
    sunday = HoursField()

    class Meta:
        widgets = dict.fromkeys(["after_hours", "map_alt"], AdminTextareaWidget({"rows": 2})) | dict.fromkeys(
            ["finding_us", "parking", "step_free_access", "public_transport"], AdminTextareaWidget({"rows": 4})
        )

    WEEK = [name.lower() for name in DAYS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for day, (_, hours) in zip(self.WEEK, self.instance.week, strict=False):
            self.initial[day] = "" if hours == CLOSED else hours.replace(NO_BREAK_SPACE, " ")
            self.fields[day].help_text = f"Visitors read: {hours}"

    def as_stored(self):
        return fingerprint(self.instance, self.instance.week)

    def clean(self):
        cleaned_data = super().clean()
        for number, today in enumerate(self.WEEK):
            tomorrow = self.WEEK[(number + 1) % len(self.WEEK)]
            if runs_into_next_day(self.hours_on(today), self.hours_on(tomorrow)):
                self.add_error(tomorrow, f"The hours of {DAYS[number]} run into these. Change one of the two.")
        return cleaned_data

    def hours_on(self, day):
        return self.cleaned_data.get(day) or []

    def _get_validation_exclusions(self):
        """Saving takes the mark off the location that had it, so two are no mistake."""
        return super()._get_validation_exclusions() | {"answers_requests"}


@admin.register(Location)
class LocationAdmin(EditConflictAdmin):
    form = LocationForm
    formfield_overrides = WEB_ADDRESSES | {ImageField: {"form_class": PictureField, "widget": PICTURE_WIDGET}}
    list_display = ["__str__", "phone", "answers"]
    actions = None
    fieldsets = [
        (None, {"fields": ["name", "answers_requests", "place"]}),
        ("Address", {"fields": ["street", "city", "region", "postal_code", "time_zone"]}),
        ("Phone", {"fields": ["phone", "text_number", "fax", "after_hours"]}),
        (
            "Opening hours",
            {
                "fields": LocationForm.WEEK,
                "description": "Write it as you would on the door, like “9 am to 5 pm” or “9 to noon and 1 to 5”. "
                "Leave it blank or write “closed” for a day off.",
            },
        ),
        ("Getting here", {"fields": ["finding_us", "parking", "step_free_access", "public_transport"]}),
        ("Map", {"fields": ["map_picture", "map_alt", "map_link"]}),
    ]

    @admin.display(description="Answers requests")
    def answers(self, location):
        return "Yes" if location.answers_requests else ""

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Locations"})

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        obj.set_hours([form.hours_on(day) for day in LocationForm.WEEK])


@admin.register(CrisisHelp)
class CrisisHelpAdmin(SingletonAdmin):
    pass


@admin.register(RetentionPeriod)
class RetentionPeriodAdmin(FixedRowsMixin, EditConflictAdmin):
    """One row for each kind and outcome of a request, and below them what holds for requests that nobody closes."""

    change_list_template = "admin/contact/retentionperiod/change_list.html"
    list_display = ["kind", "outcome", "deleted_after"]
    list_display_links = ["kind", "outcome"]
    sortable_by = []
    fields = ["kind", "outcome", "days"]
    readonly_fields = ["kind", "outcome"]

    def deleted_after(self, period):
        return f"{period.days} day{'' if period.days == 1 else 's'}"

    def changelist_view(self, request, extra_context=None):
        context = {"title": "How long requests are kept", "limits": AgeLimits.current()}
        return super().changelist_view(request, context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"title": "How long requests are kept", "subtitle": "", "show_save_and_continue": False}
        return super().change_view(request, object_id, form_url, context)

    def response_change(self, request, obj):
        messages.success(request, f"Saved. {obj.sentence}")
        return redirect("admin:contact_retentionperiod_changelist")


@admin.register(AgeLimits)
class AgeLimitsAdmin(SingletonAdmin):
    """Reached from "How long requests are kept", so the menu does not list it."""

    fields = ["suspected_days", "booked_days", "open_days"]

    def get_model_perms(self, request):
        return {}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"title": "Requests that nobody closes", "subtitle": "", "show_save_and_continue": False}
        return super().change_view(request, object_id, form_url, context)

    def response_change(self, request, obj):
        messages.success(request, "Saved.")
        return redirect("admin:contact_retentionperiod_changelist")


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(EditConflictAdmin):
    list_display = ["title", "kind", "meant_for", "place"]
    fields = ["meant_for", "kind", "title", "text", "place"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Call scripts and replies"})
