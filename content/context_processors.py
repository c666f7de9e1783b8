"""Menus and the clinic's own records for every template."""

from django.db import Error
from django.utils.functional import SimpleLazyObject, cached_property

from content.menus import NO_MENUS, menus_at
from content.models import (
    MonitoringAndReadiness,
    Photographs,
    PricesAndInsurance,
    TeamMemberPage,
    TreatmentsOffered,
)


def navigation(request):
    """`navigation.header`, `navigation.groups` of the menu sheet and `navigation.footer`, read when first asked for."""
    return {"navigation": SimpleLazyObject(lambda: menus_or_none(request))}


class ClinicRecords:
    """What the clinic says about itself, each record read when a template first asks for it.

    In the preview of a record, that one is as it stands in the editor's form.
    """

    def __init__(self, previewed=None):
        self.previewed = previewed

    def record(self, model):
        return self.previewed if isinstance(self.previewed, model) else read_or_blank(model)

    @cached_property
    def prices(self):
        return self.record(PricesAndInsurance)

    @cached_property
    def treatments(self):
        return self.record(TreatmentsOffered)

    @cached_property
    def monitoring(self):
        return self.record(MonitoringAndReadiness)

    @cached_property
    def photographs(self):
        return self.record(Photographs)

    @cached_property
    def team(self):
        """The live pages of team members in reading order, the medical director first."""
        members = TeamMemberPage.objects.live().filter(view_restrictions__isnull=True)
        try:
            return list(members.defer("body").select_related("photo").order_by("-is_medical_director", "path"))
        except Error:  # as read_or_blank
            return []

    @property
    def first_names(self):
        """Those of the first two members with their credentials."""
        return [member.name for member in self.team[:2]]


def read_or_blank(model):
    try:
        return model.current()
    except Error:  # the page can be shown without it
        return model(live=False)


def clinic_records(request):
    """`records.prices`, `records.treatments`, `records.monitoring`, `records.photographs` and `records.team`."""
    return {"records": ClinicRecords(getattr(request, "previewed_record", None))}


def menus_or_none(request):
    """An error page must not fail for want of its menus, nor wait once more for the database."""
    if getattr(request, "database_failed", False):
        return NO_MENUS
    try:
        return menus_at(request.path)
    except Error:
        return NO_MENUS
