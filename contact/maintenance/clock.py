"""Whether the clock may be believed, judged by what it said when maintenance last ran.

Events alone do not tell: a quiet clinic has none for weeks. The mail worker reads the clock every minute, and so do
the commands of a night; a reading that is not believed leaves no trace, so a clock that stays wrong stays a fault.
"""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Max
from django.utils import timezone

from contact.clinic.singleton import Singleton
from contact.mail.outbox import OutboxMessage
from contact.maintenance.runs import UpkeepRun

# A machine may be off over a weekend. Nothing is kept so short that three days too early would matter.
LONGEST_PAUSE = timedelta(days=3)
# Several hosts never agree to the second, and a clock that is set right goes back by minutes.
LARGEST_STEP_BACK = timedelta(hours=1)
SURELY_AHEAD = timedelta(minutes=5)
LONGER_THAN_ANY_PAUSE = timedelta(days=1)
OVERRIDE = "manage.py delete_expired_requests --clock-is-right"


class ClockReading(Singleton):
    """What the clock said when maintenance last ran and had no reason to doubt it."""

    read_at = models.DateTimeField()

    class Meta(Singleton.Meta):
        default_permissions = ()
        verbose_name = "clock reading"

    def __str__(self):
        return as_text(self.read_at)


def fault():
    last, now = last_reading(), timezone.now()
    if last is None or last - LARGEST_STEP_BACK <= now <= last + LONGEST_PAUSE:
        return ""
    return (
        f"The clock says {as_text(now)}, but maintenance last ran at {as_text(last)}, so nothing is deleted: "
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
    events = apps.get_model("contact", "RequestEvent").objects
    traces = [
        UpkeepRun.objects.filter(ended_at__lte=now).aggregate(newest=Max("ended_at"))["newest"],
        events.filter(happened_at__lte=now).aggregate(newest=Max("happened_at"))["newest"],
    ]
    return max(filter(None, traces), default=None)


def as_text(moment):
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def reset_future_mail():
    """Mail made or put off while the clock was ahead would wait for that time to come. Sending early does no harm."""
    now, unsent = timezone.now(), OutboxMessage.objects.unsent()
    unsent.filter(created_at__gt=now + SURELY_AHEAD).update(created_at=now, next_attempt_at=now, leased_until=None)
    unsent.filter(next_attempt_at__gt=now + LONGER_THAN_ANY_PAUSE).update(next_attempt_at=now)
    unsent.filter(leased_until__gt=now + LONGER_THAN_ANY_PAUSE).update(leased_until=None)
