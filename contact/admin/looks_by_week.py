"""Who looked at what, a week at a time."""

from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from contact.clinic.business_hours import BusinessHours
from contact.clinic.clinic_details import ClinicDetails
from contact.looks_by_week import WEEK, Week, looks_by_person

WORDS = {
    "opened": "Requests opened",
    "without_a_step": "Opened, nothing done with them",
    "while_closed": "Looks while the clinic was closed",
    "listed": "Lists seen",
    "searched": "Searches",
    "printed": "Call sheets",
    "exported": "Requests exported",
}


def week_view(model_admin, request):
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    times = BusinessHours.of(ClinicDetails.current())
    today = timezone.now().astimezone(times.zone).date()
    week = Week.with_day(day_asked_for(request.GET.get("week"), today), times.zone)
    context = model_admin.admin_site.each_context(request) | {
        "title": "Who looked at what",
        "opts": model_admin.opts,
        "week": week,
        "people": [(looks.name, rows_of(looks), entries_of(looks, week)) for looks in looks_by_person(week, times)],
        "week_before": week.monday - WEEK,
        "week_after": week.monday + WEEK if week.monday + WEEK <= today else None,
        "hours_are_known": times.are_known,
    }
    return TemplateResponse(request, "admin/contact/requestevent/week.html", context)


def day_asked_for(words, today):
    """The day in an address; today where it names none, or one before this century or after today."""
    try:
        day = date.fromisoformat(words or "")
    except ValueError:
        return today
    return day if date(2000, 1, 3) <= day <= today else today


def rows_of(looks):
    numbers = [(words, getattr(looks, name)) for name, words in WORDS.items()]
    return [(words, number) for words, number in numbers if number is not None]


def entries_of(looks, week):
    chosen = {"actor__id__exact": looks.actor_id, "happened_at__gte": week.begins, "happened_at__lt": week.ends}
    return f"{reverse('admin:contact_requestevent_changelist')}?{urlencode(chosen)}"
