"""Statistics of requests: numbers a day, time to first contact, age and outcome. None is about one person.

They are about consultations; referrals and reports of mistakes are only counted.

The charts are SVG made by the server, because the admin runs without inline scripts.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import ceil
from statistics import median

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import date_format

from contact.clinic.business_hours import BusinessHours
from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.humanize import hours_and_minutes
from contact.requests.access_log import RequestEvent
from contact.requests.consultation_request import ConsultationRequest

# Each day of the week at least four times.
DAYS = 30
# How far back the other figures look, and how many requests they take in at most: enough to see a change.
LOOK_BACK = timedelta(days=90)
MOST_LOOKED_AT = 1000
AGES = [
    ("Less than a day", timedelta(0), timedelta(days=1)),
    ("1 to 2 days", timedelta(days=1), timedelta(days=3)),
    ("3 to 6 days", timedelta(days=3), timedelta(days=7)),
    ("1 to 4 weeks", timedelta(days=7), timedelta(days=28)),
    ("4 weeks or more", timedelta(days=28), None),
]
Kind = RequestEvent.Kind
RequestKind = ConsultationRequest.Kind
State = ConsultationRequest.State
Outcome = ConsultationRequest.Outcome
KINDS = {
    RequestKind.CONSULTATION: "Consultations",
    RequestKind.REFERRAL: "Referrals",
    RequestKind.MISTAKE: "Mistakes on pages",
}
CONTACT_MADE = [State.CONTACTED, State.BOOKED]


@dataclass(frozen=True)
class FirstContact:
    """How long people waited for the first call, mail or move to contacted, whether they were reached or not."""

    spans: list
    still_waiting: int

    @property
    def median(self):
        return median(self.spans)

    @property
    def nine_of_ten(self):
        """The time within which nine of ten were contacted."""
        return sorted(self.spans)[ceil(len(self.spans) * 0.9) - 1]


def consultations():
    return ConsultationRequest.objects.of_kind(RequestKind.CONSULTATION)


def requests_a_day(zone, now):
    """Pairs of a day of the clinic and the number of requests received on it, for the last DAYS days."""
    today = now.astimezone(zone).date()
    first = today - timedelta(days=DAYS - 1)
    received = (
        consultations().order_by().filter(received_at__gte=datetime.combine(first, time(), zone), in_quarantine=False)
    )
    rows = received.values_list(TruncDate("received_at", tzinfo=zone)).annotate(number=Count("pk"))
    numbers = dict(rows)
    days = [first + timedelta(days=ahead) for ahead in range(DAYS)]
    return [(day, numbers.get(day, 0)) for day in days]


def first_contact(times, now):
    """From the events, because they know when; of the last MOST_LOOKED_AT requests at most."""
    received = consultations().filter(received_at__gte=now - LOOK_BACK, in_quarantine=False)
    real = received.exclude(outcome__in=[Outcome.SPAM, Outcome.DUPLICATE]).order_by("-received_at")
    received_at = dict(real.values_list("reference", "received_at")[:MOST_LOOKED_AT])
    first = {}
    for reference, happened_at in contacts(list(received_at)):
        first[reference] = min(happened_at, first.get(reference, happened_at))
    spans = [times.between(received_at[reference], moment) for reference, moment in first.items()]
    return FirstContact(spans, still_waiting=len(received_at) - len(spans))


def contacts(references):
    events = RequestEvent.objects.order_by().filter(reference__in=references)
    rows = events.filter(kind__in=[Kind.CONTACT_ATTEMPTED, Kind.MOVED])
    for reference, kind, happened_at, detail in rows.values_list("reference", "kind", "happened_at", "detail"):
        if kind == Kind.CONTACT_ATTEMPTED or detail.get("to") in CONTACT_MADE:
            yield reference, happened_at


def open_by_age(now):
    """Pairs of an age in words and the number of open requests of that age."""
    counts = {words: Count("pk", filter=received_between(now, least, most)) for words, least, most in AGES}
    numbers = (
        consultations()
        .open()
        .order_by()
        .aggregate(**{f"age_{place}": count for place, count in enumerate(counts.values())})
    )
    return [(words, numbers[f"age_{place}"]) for place, words in enumerate(counts)]


def received_between(now, least, most):
    young = Q(received_at__lte=now - least) if least else Q()
    return young & Q(received_at__gt=now - most) if most else young


def outcomes(now):
    """Pairs of an outcome in words and how many were closed with it in the last 90 days, after those now booked."""
    closed = consultations().order_by().filter(closed_at__gte=now - LOOK_BACK)
    numbers = Counter(dict(closed.values_list("outcome").annotate(number=Count("pk"))))
    booked = consultations().open().filter(state=State.BOOKED).count()
    possible = ConsultationRequest.outcomes_of(RequestKind.CONSULTATION)
    return [("Booked here, still open", booked), *((outcome.label, numbers[outcome]) for outcome in possible)]


def received_by_kind(now):
    """Pairs of a kind in words and how many came in the last 90 days."""
    received = ConsultationRequest.objects.order_by().filter(received_at__gte=now - LOOK_BACK, in_quarantine=False)
    numbers = dict(received.values_list("kind").annotate(number=Count("pk")))
    return [(words, numbers.get(kind, 0)) for kind, words in KINDS.items()]


def statistics_view(model_admin, request):
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    now, times = timezone.now(), BusinessHours.of(ClinicDetails.current())
    days = requests_a_day(times.zone, now)
    contacted = first_contact(times, now)
    context = {
        "a_day": bars([(date_format(day, "F j"), number, number) for day, number in days]),
        "total": sum(number for _, number in days),
        "most_a_day": max(number for _, number in days),
        "size": {"full": FULL, "width": len(days) * STEP, "bar": WIDTH},
        "first_contact": contacted,
        "waits": waits_chart(contacted),
        "hours_are_known": times.are_known,
        "ages": counted(open_by_age(now)),
        "outcomes": counted(outcomes(now)),
        "kinds": counted(received_by_kind(now)),
    }
    return model_admin.admin_page(request, "statistics", "Requests in figures", **context)


def waits_chart(first_contact):
    if not first_contact.spans:
        return []
    waits = [("Half of them within", first_contact.median), ("Nine of ten within", first_contact.nine_of_ten)]
    return bars([(words, span.total_seconds(), hours_and_minutes(span)) for words, span in waits])


def counted(rows):
    return bars([(words, number, number) for words, number in rows])


# In units of the SVG's viewBox, which CSS stretches to the space available.
FULL = 100
STEP, WIDTH = 10, 7


@dataclass(frozen=True)
class Bar:
    words: str
    said: str
    length: float
    place: int

    @property
    def top(self):
        return round(FULL - self.length, 2)

    @property
    def left(self):
        return self.place * STEP + (STEP - WIDTH) / 2


def bars(rows):
    """A Bar for each (words, number, number in words), the longest of them FULL."""
    longest = max((number for _, number, _ in rows), default=0) or 1
    return [
        Bar(words, said, round(FULL * number / longest, 2), place) for place, (words, number, said) in enumerate(rows)
    ]
