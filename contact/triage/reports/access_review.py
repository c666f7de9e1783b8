"""What each member of staff viewed in a week, for the regular review of access.

Required for health information by 45 CFR 164.308(a)(1)(ii)(D).
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from contact.clinic.business_hours import BusinessHours
from contact.clinic.clinic_details import ClinicDetails
from contact.requests.access_log import RequestEvent
from contact.requests.consultation_request import ConsultationRequest

WEEK = timedelta(days=7)
Kind = RequestEvent.Kind
ACCESS_KINDS = [Kind.VIEWED, Kind.LISTED, Kind.SEARCHED, Kind.PRINTED, Kind.EXPORTED]
STEPS = [Kind.MOVED, Kind.ASSIGNED, Kind.NOTE_ADDED, Kind.CONTACT_ATTEMPTED, Kind.DELETED]
WORDS = {
    "opened": "Requests opened",
    "without_a_step": "Opened, nothing done with them",
    "while_closed": "Looks while the clinic was closed",
    "listed": "Lists seen",
    "searched": "Searches",
    "printed": "Call sheets",
    "exported": "Requests exported",
}


@dataclass(frozen=True)
class Week:
    """Monday to Sunday, as the clinic counts days."""

    monday: date
    zone: ZoneInfo

    @classmethod
    def with_day(cls, day, zone):
        return cls(day - timedelta(days=day.weekday()), zone)

    @property
    def begins(self):
        return datetime.combine(self.monday, time(), self.zone)

    @property
    def ends(self):
        return datetime.combine(self.monday + WEEK, time(), self.zone)

    @property
    def sunday(self):
        return self.monday + timedelta(days=6)

    @property
    def days(self):
        return [self.monday + timedelta(days=ahead) for ahead in range(7)]


@dataclass(frozen=True)
class PersonalAccess:
    """One person's week. `while_closed` is None where the clinic's hours are not known."""

    actor_id: int
    name: str
    opened: int
    without_a_step: int
    while_closed: int | None
    listed: int
    searched: int
    printed: int
    exported: int


def access_by_person(week, times):
    """A list of PersonalAccess, most opened requests first. `times` are the clinic's BusinessHours."""
    events = RequestEvent.objects.order_by().filter(
        happened_at__gte=week.begins, happened_at__lt=week.ends, actor_id__isnull=False
    )
    names, events_of, requests_of = {}, defaultdict(Counter), defaultdict(Counter)
    rows = events.filter(kind__in=ACCESS_KINDS).values_list("actor_id", "actor_name", "kind")
    for actor, name, kind, number, requests in rows.annotate(Count("pk"), Count("reference", distinct=True)):
        names[actor] = name
        events_of[actor][kind] += number
        requests_of[actor][kind] += requests
    viewed = events.filter(kind=Kind.VIEWED)
    idle, late = without_a_step(viewed), while_closed(viewed, week, times)
    found = [
        PersonalAccess(
            actor_id=actor,
            name=name,
            opened=requests_of[actor][Kind.VIEWED],
            without_a_step=idle[actor],
            while_closed=late[actor] if times.are_known else None,
            listed=events_of[actor][Kind.LISTED],
            searched=events_of[actor][Kind.SEARCHED],
            printed=events_of[actor][Kind.PRINTED],
            exported=events_of[actor][Kind.EXPORTED],
        )
        for actor, name in names.items()
    ]
    return sorted(found, key=lambda person: (-person.opened, person.name))


def without_a_step(viewed):
    """How many requests each actor opened without ever working on them or being assigned to them."""
    same = {"reference": OuterRef("reference")}
    steps = RequestEvent.objects.order_by().filter(**same, actor_id=OuterRef("actor_id"), kind__in=STEPS)
    assigned = ConsultationRequest.objects.order_by().filter(**same, assigned_to_id=OuterRef("actor_id"))
    rows = viewed.exclude(Exists(steps)).exclude(Exists(assigned)).values_list("actor_id")
    return Counter(dict(rows.annotate(Count("reference", distinct=True))))


def while_closed(viewed, week, times):
    # What began on the Sunday before may last past midnight.
    days = [week.monday - timedelta(days=1), *week.days]
    stretches = [stretch for day in days for stretch in times.open_on(day)]
    looks = viewed.values_list("actor_id", "happened_at").iterator()
    return Counter(actor for actor, moment in looks if not any(opens <= moment < closes for opens, closes in stretches))


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
        "people": [(one.name, rows_of(one), entries_of(one, week)) for one in access_by_person(week, times)],
        "week_before": week.monday - WEEK,
        "week_after": week.monday + WEEK if week.monday + WEEK <= today else None,
        "hours_are_known": times.are_known,
    }
    return TemplateResponse(request, "admin/contact/requestevent/week.html", context)


def day_asked_for(words, today):
    """The day in the query string; today if it is missing, before this century or after today."""
    try:
        day = date.fromisoformat(words or "")
    except ValueError:
        return today
    return day if date(2000, 1, 3) <= day <= today else today


def rows_of(person):
    numbers = [(words, getattr(person, name)) for name, words in WORDS.items()]
    return [(words, number) for words, number in numbers if number is not None]


def entries_of(person, week):
    chosen = {"actor__id__exact": person.actor_id, "happened_at__gte": week.begins, "happened_at__lt": week.ends}
    return f"{reverse('admin:contact_requestevent_changelist')}?{urlencode(chosen)}"
