"""Sends what waits in the out-box: again and again, with longer pauses, and never gives up."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from contact.mail import compose
from contact.models import OutboxMessage

LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)

logger = logging.getLogger(__name__)


def send_what_is_due():
    """Tries every due mail once; gives how many went out."""
    now = timezone.now()
    due = OutboxMessage.objects.due(now).order_by("created_at").values_list("pk", flat=True)[:100]
    return sum(send(pk) for pk in list(due) if lease(pk, now))


def lease(pk, now):
    """Whether this worker may send the mail: of several, one can take it, and only until the lease ends."""
    with transaction.atomic():
        return OutboxMessage.objects.due(now).filter(pk=pk).update(leased_until=now + LEASE) == 1


def send(pk):
    message = OutboxMessage.objects.get(pk=pk)
    try:
        mail = compose(message)
        if mail:
            mail.send()
    except Exception as error:
        postpone(message, error)
        return False
    done(message)
    return True


def done(message):
    message.sent_at = timezone.now()
    message.leased_until = None
    message.last_error = ""
    message.save(update_fields=["sent_at", "leased_until", "last_error"])


def postpone(message, error):
    """Keeps the kind of the failure only: its text may quote an address."""
    message.attempts += 1
    message.last_error = type(error).__name__
    message.leased_until = None
    message.next_attempt_at = timezone.now() + pause_after(message.attempts)
    message.save(update_fields=["attempts", "last_error", "leased_until", "next_attempt_at"])
    logger.warning(
        "Mail about %s could not be sent (%s), attempt %d.", message.reference, message.last_error, message.attempts
    )


def pause_after(attempts):
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)
