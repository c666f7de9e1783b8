"""The lines of the staff home about requests and mail."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from contact.clinic.humanize import age
from contact.mail.outbox import OutboxMessage
from contact.maintenance import clock
from contact.maintenance.runs import UpkeepRun
from contact.requests.age_limits import AgeLimits
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.retention import closed_without_a_period, every_outcome_has_a_period

# `reconcile` runs every night: after two days at least one run is missing.
OLD_COUNT = timedelta(days=2)
Kind = ConsultationRequest.Kind
NEW = {
    Kind.CONSULTATION: ("new request", "new requests"),
    Kind.REFERRAL: ("new referral", "new referrals"),
    Kind.MISTAKE: ("new report of a mistake", "new reports of mistakes"),
}


@dataclass(frozen=True)
class Waiting:
    words: str
    address: str
    is_urgent: bool = False
    is_calm: bool = False


def waiting_for(user):
    """The lines that `user` may see, the most urgent kind first."""
    return [*requests_waiting(user), *mail_waiting(user), *requests_counted(user), *requests_without_an_end(user)]


def requests_waiting(user):
    if not user.has_perm("contact.view_consultationrequest"):
        return
    now = timezone.now()
    address = reverse("admin:contact_consultationrequest_changelist")
    overdue = ConsultationRequest.objects.overdue(now).count()
    if overdue:
        yield Waiting(f"{counted(overdue, 'request is', 'requests are')} overdue", f"{address}?show=overdue", True)
    yield from new_requests(now, address) or [Waiting("No new requests", address, is_calm=True)]
    suspected = ConsultationRequest.objects.suspected().count()
    if suspected:
        yield Waiting(f"{suspected} suspected spam to look at", f"{address}?show=quarantine")
    for reminder in AgeLimits.current().reminders(now):
        yield Waiting(reminder.words, f"{address}?show={reminder.tab}", reminder.is_urgent)


def new_requests(now, address):
    """A line for each kind of which something is new."""
    waiting = ConsultationRequest.objects.waiting().order_by().values_list("kind")
    found = {kind: counts for kind, *counts in waiting.annotate(number=Count("pk"), oldest=Min("received_at"))}
    return [
        Waiting(
            f"{counted(found[kind][0], *NEW[kind])}, waiting for {age(found[kind][1], now)}",
            f"{address}?kind={kind}&show=new",
        )
        for kind in NEW
        if kind in found
    ]


def mail_waiting(user):
    if not user.has_perm("contact.view_outboxmessage"):
        return
    address = reverse("admin:contact_outboxmessage_changelist")
    old = OutboxMessage.objects.waiting_too_long().count()
    if old:
        words = f"{counted(old, 'mail has', 'mails have')} been waiting for more than 15 minutes"
        yield Waiting(words, address, True)
    failed = OutboxMessage.objects.failed().count()
    if failed:
        yield Waiting(f"{counted(failed, 'mail', 'mails')} couldn't be sent", f"{address}?show=failed", True)


def requests_counted(user):
    """The result of the last `reconcile`; nothing before its first run."""
    counted = UpkeepRun.objects.filter(task=UpkeepRun.Task.RECONCILING).first()
    if counted is None or not user.has_perm("contact.view_upkeeprun"):
        return
    now, address = timezone.now(), reverse("admin:contact_upkeeprun_changelist")
    ago = f"{age(counted.ended_at, now)} ago"
    if not counted.went_well:
        yield Waiting(f"The count of requests does not agree, {ago}", address, is_urgent=True)
    elif not now - OLD_COUNT < counted.ended_at <= now + clock.SURELY_AHEAD:
        yield Waiting(f"Requests were last counted {ago}", address, is_urgent=True)
    else:
        yield Waiting(f"All requests are there, counted {ago}", address, is_calm=True)


def requests_without_an_end(user):
    """For those who answer for how long requests are kept. Whoever works on requests reads of the unopened ones."""
    if not (user.has_perm("contact.view_retentionperiod") and user.has_perm("contact.view_consultationrequest")):
        return
    number = 0 if every_outcome_has_a_period() else closed_without_a_period().count()
    if number:
        address = reverse("admin:contact_consultationrequest_changelist")
        words = counted(number, "closed request is", "closed requests are")
        yield Waiting(f"{words} never deleted: no time is set for how it ended", f"{address}?show=kept", is_urgent=True)


def counted(number, one, many):
    return f"{number} {one if number == 1 else many}"
