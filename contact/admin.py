"""The settings of the clinic in the admin. What staff do with requests is registered by contact.triage."""

from contextlib import nullcontext

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import ImageField
from django.shortcuts import redirect
from django.urls import path, reverse

from contact.admin_forms import (
    PICTURE_WIDGET,
    TYPED,
    WEB_ADDRESSES,
    HolidayFormSet,
    LocationForm,
    LogoField,
    NamedControls,
    OnCallForm,
    PictureField,
)
from contact.clinic.brand import brand_preview
from contact.clinic.calendar_changes import calendar_change
from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.crisis_help import CrisisHelp
from contact.clinic.locations import Holiday, Location
from contact.clinic.on_call import OnCall
from contact.requests.age_limits import AgeLimits
from contact.requests.retention import RetentionPeriod
from contact.triage import request_admin  # noqa: F401
from contact.triage.edit_conflicts import EditConflictAdmin
from contact.triage.readonly_admin import FixedRowsMixin
from contact.triage.reply_templates import ReplyTemplate

THE_ROW = 1


class CalendarAdmin(EditConflictAdmin):
    """Due times follow once, when the whole form is stored."""

    def changeform_view(self, request, *args, **kwargs):
        with calendar_change() if request.method == "POST" else nullcontext():
            return super().changeform_view(request, *args, **kwargs)


class SingletonAdmin(FixedRowsMixin, EditConflictAdmin):
    """There is one row, so its list leads straight to it."""

    formfield_overrides = TYPED

    def changelist_view(self, request, extra_context=None):
        self.model.objects.get_or_create(pk=THE_ROW)
        address = reverse(f"admin:contact_{self.model._meta.model_name}_change", args=[THE_ROW])
        return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


class HolidayInline(admin.TabularInline):
    model = Holiday
    form = NamedControls
    formset = HolidayFormSet
    formfield_overrides = TYPED
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


@admin.register(ClinicDetails)
class ClinicDetailsAdmin(SingletonAdmin, CalendarAdmin):
    inlines = [HolidayInline]
    change_form_template = "admin/contact/clinicdetails/change_form.html"
    formfield_overrides = TYPED | WEB_ADDRESSES | {ImageField: {"form_class": LogoField, "widget": PICTURE_WIDGET}}
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


@admin.register(Location)
class LocationAdmin(CalendarAdmin):
    form = LocationForm
    formfield_overrides = TYPED | WEB_ADDRESSES | {ImageField: {"form_class": PictureField, "widget": PICTURE_WIDGET}}
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


@admin.register(OnCall)
class OnCallAdmin(SingletonAdmin):
    form = OnCallForm
    fieldsets = [
        ("Who is told", {"fields": ["addresses", "second_addresses", "minutes"]}),
        ("What staff do", {"fields": ["protocol"]}),
    ]


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
    formfield_overrides = TYPED
    fields = ["meant_for", "kind", "title", "text", "place"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Call scripts and replies"})
