"""Whether the clock may be believed, judged by what it said when maintenance last ran.

Events alone do not tell: a quiet clinic has none for weeks. The mail worker reads the clock every minute, and so do
the commands of a night; a reading that is not believed leaves no trace, so a clock that stays wrong stays a fault.
"""

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from contact.clinic.business_hours import reply_due_at
from contact.clinic.clinic_details import ClinicDetails
from contact.mail.outbox import OutboxMessage
from contact.models import ClockReading, ConsultationRequest, RequestEvent, UpkeepRun

# A machine may be off over a weekend. Nothing is kept so short that three days too early would matter.
LONGEST_PAUSE = timedelta(days=3)
# Several hosts never agree to the second, and a clock that is set right goes back by minutes.
LARGEST_STEP_BACK = timedelta(hours=1)
SURELY_AHEAD = timedelta(minutes=5)
LONGER_THAN_ANY_PAUSE = timedelta(days=1)
OVERRIDE = "manage.py delete_expired_requests --clock-is-right"


def fault():
    last, now = last_reading(), timezone.now()
    if last is None or last - LARGEST_STEP_BACK <= now <= last + LONGEST_PAUSE:
        return ""
    return (
        f"The clock says {in_words(now)}, but maintenance last ran at {in_words(last)}, so nothing is deleted: "
        f"set the clock right, or if it is right, run {OVERRIDE}."
    )


def is_believed():
    """Whether there is no reason to doubt the clock; then the reading is kept."""
    if fault():
        return False
    believe()
    return True


def believe():
    ClockReading.objects.update_or_create(pk=1, defaults={"read_at": timezone.now()})


def last_reading():
    """Without one the newest trace becomes it, before anything that the clock dates now is taken for a trace."""
    reading = ClockReading.objects.first()
    if reading is None and (trace := newest_trace()):
        reading, _ = ClockReading.objects.get_or_create(pk=1, defaults={"read_at": trace})
    return reading and reading.read_at


def newest_trace():
    """When a site without a reading was last at work; None for a new one."""
    now = timezone.now()
    traces = [
        UpkeepRun.objects.filter(ended_at__lte=now).aggregate(newest=Max("ended_at"))["newest"],
        RequestEvent.objects.filter(happened_at__lte=now).aggregate(newest=Max("happened_at"))["newest"],
    ]
    return max(filter(None, traces), default=None)


def in_words(moment):
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def ring_what_lies_ahead():
    """Mail made or put off while the clock was ahead would wait for that time to come. Ringing early does no harm."""
    now, unsent = timezone.now(), OutboxMessage.objects.unsent()
    unsent.filter(created_at__gt=now + SURELY_AHEAD).update(created_at=now, next_attempt_at=now, leased_until=None)
    unsent.filter(next_attempt_at__gt=now + LONGER_THAN_ANY_PAUSE).update(next_attempt_at=now)
    unsent.filter(leased_until__gt=now + LONGER_THAN_ANY_PAUSE).update(leased_until=None)


def mend_what_lies_ahead():
    """Requests received while the clock was ahead would not be overdue for as long. Their events stay as written."""
    if not is_believed():
        return
    now = timezone.now()
    ahead = ConsultationRequest.objects.filter(received_at__gt=now + LARGEST_STEP_BACK)
    if ahead.exists():
        ahead.update(received_at=now, due_at=reply_due_at(ClinicDetails.current(), now))
    ConsultationRequest.objects.filter(closed_at__gt=now + LARGEST_STEP_BACK).update(closed_at=now)
