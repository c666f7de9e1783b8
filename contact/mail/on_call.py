"""Mails to whoever is on call about a request that is to be read first. They say nothing about the person."""

from django.core.mail import EmailMessage

from contact.clinic.on_call import OnCall
from contact.mail.outbox import OutboxMessage

Kind = OutboxMessage.Kind
OPEN_IT = "Open it now and follow your clinic's steps. They stand at the top of its page."
NOBODY_HAS = "A request that is to be read first came in, and nobody has opened it yet."


def queue_on_call_email(reference, kind=Kind.ON_CALL):
    """Once for each request, also if two processes or two people queue it."""
    OutboxMessage.objects.get_or_create(kind=kind, reference=reference)


def on_call_email(kind, consultation_request, facts):
    """None if nobody is on call, or if it is over: answered, closed, or no longer marked.

    The second one is not needed either once somebody has opened the request. `facts` are lines with the reference.
    """
    on_call = OnCall.current()
    is_second = kind == Kind.ON_CALL_SECOND
    recipients = on_call.second_recipients if is_second else on_call.recipients
    if not (recipients and consultation_request.is_to_be_read_first):
        return None
    if is_second and consultation_request.has_been_opened:
        return None
    words = NOBODY_HAS if is_second else "A request came in that is to be read first."
    subject = "Read first, nobody has opened it" if is_second else "Read first"
    return EmailMessage(
        f"{subject}: request {consultation_request.reference}", f"{words} {OPEN_IT}\n\n{facts}", to=recipients
    )
