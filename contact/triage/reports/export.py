"""Export of requests as a CSV file, with an event for each request in it."""

import csv
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import StreamingHttpResponse
from django.utils import timezone

from contact.clinic.locations import Location
from contact.clinic.plain_text import visible
from contact.requests.access_log import RequestEvent
from contact.requests.consultation_request import ConsultationRequest

# A transaction that holds these chains should last less than a second.
AT_ONCE = 200
# A spreadsheet runs a cell that starts with one of these as a formula. The last four are full-width forms.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
COLUMNS = [
    "reference",
    "kind",
    "received_at",
    "state",
    "outcome",
    "closed_at",
    "priority",
    "due_at",
    "assigned_to",
    "asking_for",
    "relation",
    "they_know",
    "name",
    "contact_by",
    "phone",
    "phone_to_dial",
    "voicemail_ok",
    "texts_ok",
    "email",
    "best_times",
    "preferred_language",
    "topic",
    "message",
    "practice",
    "credentials",
    "fax",
    "patient_initials",
    "about_page",
]
OPEN, CLOSED, ALL = "open", "closed", "all"


class ExportForm(forms.Form):
    which = forms.ChoiceField(
        label="Which requests", choices=[(OPEN, "Open"), (CLOSED, "Closed"), (ALL, "All, without suspected spam")]
    )


class ExportMixin:
    """Exporting needs the permission to view requests as well."""

    def has_export_permission(self, request):
        return self.has_view_permission(request) and request.user.has_perm("contact.export_consultationrequest")

    def get_urls(self):
        return self.own_urls([("export/", self.export_view, "export")]) + super().get_urls()

    def export_view(self, request):
        """The file is sent only by POST, so that no link can start a download."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        form = ExportForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return csv_file(form.cleaned_data["which"], request.user)
        return self.admin_page(request, "export", "Export requests", form=form)


def csv_file(which, user):
    name = f"consultation-requests-{timezone.localdate()}.csv"
    return StreamingHttpResponse(
        lines(which, user),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


class Echo:
    """A file for csv.writer that returns each line, for streaming."""

    def write(self, line):
        return line


def lines(which, user):
    writer = csv.writer(Echo())
    # Without the mark at its start, Excel takes the file for one of another alphabet.
    yield f"\ufeff{writer.writerow(COLUMNS)}"
    keys = list(chosen(which).order_by("received_at", "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        for row in rows(keys[start : start + AT_ONCE], user):
            yield writer.writerow(row)


def chosen(which):
    known = ConsultationRequest.objects.filter(in_quarantine=False)
    if which == CLOSED:
        return known.filter(state=ConsultationRequest.State.CLOSED)
    return known.open() if which == OPEN else known


@transaction.atomic
def rows(keys, user):
    """The rows of some requests. Their events are stored before anything is sent."""
    found = ConsultationRequest.objects.filter(pk__in=keys).select_related("assigned_to").order_by("received_at", "pk")
    # The middleware's time zone ends before the file is streamed.
    zone = ZoneInfo(Location.main().time_zone)
    RequestEvent.objects.lock_chains(found.values_list("reference", flat=True))
    given = []
    for consultation_request in found:
        RequestEvent.objects.record(RequestEvent.Kind.EXPORTED, consultation_request.reference, actor=user)
        given.append([harmless(in_clinic_time(getattr(consultation_request, column), zone)) for column in COLUMNS])
    return given


def in_clinic_time(value, zone):
    """With the offset in it, such as 2026-11-27T13:12-05:00, because the file goes elsewhere."""
    return value.astimezone(zone).isoformat(timespec="minutes") if isinstance(value, datetime) else value


def harmless(value):
    """As a cell that no spreadsheet runs as a formula, and whose words change the order of no others."""
    if value is None:
        return ""
    text = visible(str(value))
    return f"'{text}" if text.lstrip(" \u00a0").startswith(STARTS_A_FORMULA) else text
