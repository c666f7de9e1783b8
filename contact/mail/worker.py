"""Sends the mails in the outbox one by one, with longer pauses after each failure."""

import logging
import threading
import time
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.message import sanitize_address
from django.utils import timezone

from contact.mail.messages import compose
from contact.mail.outbox import OutboxMessage
from contact.mail.smtp import CannotBeWritten, Unanswered, error_code, is_permanent, server_unavailable

# After a batch the due mails are read again, so that one that has just become due is not behind a long backlog.
MOST_IN_A_BATCH = 100
SECONDS_A_BATCH = 300
# Doubled after each attempt: a short fault costs seconds, a long one is not hammered.
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)
A_DAY = timedelta(days=1)
# The pauses before them are more than two days in all.
MOST_ATTEMPTS = 14
# Each attempt may have delivered a copy. What tells staff of a request is still tried, once a day.
MOST_UNANSWERED = 3
Ending = OutboxMessage.Ending

logger = logging.getLogger(__name__)


class ServerUnavailable(Exception):
    """No other mail can be sent now either."""


def send_due_mail(stopping=None):
    """Tries each due mail once, until the mail server is unavailable; returns how many were sent."""
    stopping = stopping or threading.Event()
    ends_at = time.monotonic() + SECONDS_A_BATCH
    sent = 0
    for pk in list(OutboxMessage.objects.due().order_by("created_at").values_list("pk", flat=True)[:MOST_IN_A_BATCH]):
        if stopping.is_set() or time.monotonic() > ends_at:
            break
        try:
            sent += OutboxMessage.objects.lease(pk) and send(OutboxMessage.objects.get(pk=pk))
        except ServerUnavailable:
            break
    return sent


def send(message):
    """Whether it was sent. `message` is leased."""
    if is_too_old(message):
        return give_up(message, message.last_error)
    try:
        mail = compose(message)
        remark = deliver(mail) if mail else ""
    except Exception as error:
        return fail(message, error)
    if mail is None:
        return drop(message)
    message.done(remark)
    return True


def deliver(mail):
    """Returns a remark if some of its addresses were refused."""
    check_headers(mail)
    connection = get_connection(settings.OUTBOX_EMAIL_BACKEND)
    connection.send_messages([mail])
    refused = getattr(connection, "refused", 0)
    return f"{refused} of {len(mail.recipients())} addresses refused it" if refused else ""


def check_headers(mail):
    """Before the server is asked: smtplib fails over such an address as over a broken connection."""
    try:
        mail.message()
        for address in mail.recipients():
            sanitize_address(address, mail.encoding or settings.DEFAULT_CHARSET).encode("ascii")
    except ValueError as error:
        raise CannotBeWritten from error


def is_too_old(message):
    """Links in mails about accounts work for a day."""
    return message.kind == message.Kind.SITE_MAIL and message.created_at < timezone.now() - A_DAY


def drop(message):
    """A mail about a request is kept for `reconcile` to count."""
    if message.is_stored:
        message.delete()
    else:
        message.end(Ending.NOT_NEEDED)
    return False


def fail(message, error):
    """Stores only the kind of error: its text may quote an address."""
    message.attempts += 1
    message.unanswered += isinstance(error, Unanswered)
    if message.never_given_up:
        postpone(message, error)
    elif is_permanent(error):
        message.end(Ending.REFUSED, error_code(error))
        logger.warning("Mail %s was refused for good (%s).", message.reference, error_code(error))
    elif message.attempts >= MOST_ATTEMPTS or message.unanswered >= MOST_UNANSWERED:
        give_up(message, error_code(error))
    else:
        postpone(message, error)
    if server_unavailable(error):
        raise ServerUnavailable
    return False


def give_up(message, last_error):
    message.end(Ending.GIVEN_UP, last_error)
    logger.warning("Mail %s was given up after %d attempts (%s).", message.reference, message.attempts, last_error)
    return False


def postpone(message, error):
    message.postpone(pause_before_next(message), error_code(error))
    logger.warning(
        "Mail %s could not be sent (%s), attempt %d.", message.reference, error_code(error), message.attempts
    )


def pause_before_next(message):
    if message.never_given_up:
        return A_DAY if message.unanswered >= MOST_UNANSWERED else pause_after(message.attempts, LONGEST_PAUSE)
    if message.unanswered:
        return LONGEST_PAUSE * 4 ** (message.unanswered - 1)
    return pause_after(message.attempts, A_DAY)


def pause_after(attempts, longest):
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), longest)
