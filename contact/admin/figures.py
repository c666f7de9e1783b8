"""The figures of the work with requests, drawn by the server."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format

from contact import figures
from contact.clinic.business_hours import BusinessHours
from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.humanize import hours_and_minutes
from contact.drawing import FULL, STEP, WIDTH, bars


def figures_view(model_admin, request):
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    now, times = timezone.now(), BusinessHours.of(ClinicDetails.current())
    days = figures.requests_a_day(times.zone, now)
    first_contact = figures.first_contact(times, now)
    context = model_admin.admin_site.each_context(request) | {
        "title": "Requests in figures",
        "media": model_admin.media,
        "opts": model_admin.opts,
        "a_day": bars([(date_format(day, "F j"), number, number) for day, number in days]),
        "total": sum(number for _, number in days),
        "most_a_day": max(number for _, number in days),
        "size": {"full": FULL, "width": len(days) * STEP, "bar": WIDTH},
        "first_contact": first_contact,
        "waits": waits_drawn(first_contact),
        "hours_are_known": times.are_known,
        "ages": counted(figures.open_by_age(now)),
        "outcomes": counted(figures.outcomes(now)),
    }
    return TemplateResponse(request, "admin/contact/consultationrequest/figures.html", context)


def waits_drawn(first_contact):
    if not first_contact.spans:
        return []
    waits = [("Half of them within", first_contact.median), ("Nine of ten within", first_contact.nine_of_ten)]
    return bars([(words, span.total_seconds(), hours_and_minutes(span)) for words, span in waits])


def counted(rows):
    return bars([(words, number, number) for words, number in rows])
