"""Whether the clock may be believed, judged by what it said when maintenance last ran.

Events alone are not enough: a quiet clinic has none for weeks. The mail worker records the time every minute, and so
do the nightly commands. A reading that is doubted is not recorded, so a clock that stays wrong stays a fault.
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
# More than hosts differ by, and less than staff would mind waiting.
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
    """Whether there is no reason to doubt the clock; if so, records the time."""
    if fault():
        return False
    believe()
    return True


def believe():
    ClockReading.objects.update_or_create(pk=1, defaults={"read_at": timezone.now()})


def last_reading():
    """If there is none, the newest trace of earlier work is recorded before new rows could be taken for it."""
    reading = ClockReading.objects.first()
    if reading is None and (trace := newest_trace()):
        reading, _ = ClockReading.objects.get_or_create(pk=1, defaults={"read_at": trace})
    return reading and reading.read_at


def newest_trace():
    """When a site without a reading was last used; None for a new one."""
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
    """Mail created or postponed while the clock was ahead would wait until then. Sending it early does no harm."""
    now, unsent = timezone.now(), OutboxMessage.objects.unsent()
    unsent.filter(created_at__gt=now + SURELY_AHEAD).update(created_at=now, next_attempt_at=now, leased_until=None)
    unsent.filter(next_attempt_at__gt=now + LONGER_THAN_ANY_PAUSE).update(next_attempt_at=now)
    unsent.filter(leased_until__gt=now + LONGER_THAN_ANY_PAUSE).update(leased_until=None)
