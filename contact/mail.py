"""The mails the site sends. None says anything about a person or their health."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from contact.digest import daily_digest
from contact.models import ConsultationRequest, OutboxMessage

WAITING = "A consultation request is waiting."
IN_QUARANTINE = "A request that looks like spam is waiting. Look at it: it may be from a real person."


def compose(message):
    """The mail for an OutboxMessage, or None when there is nobody left to write to."""
    if message.kind == OutboxMessage.Kind.DAILY_DIGEST:
        return daily_digest()
    consultation_request = ConsultationRequest.objects.filter(reference=message.reference).first()
    if consultation_request is None:
        return None
    if message.kind == OutboxMessage.Kind.STAFF_BELL:
        return staff_bell(consultation_request)
    return acknowledgement(consultation_request)


def staff_bell(consultation_request):
    address = reverse("admin:contact_consultationrequest_change", args=[consultation_request.pk])
    spam = consultation_request.in_quarantine
    text = (
        f"{IN_QUARANTINE if spam else WAITING}\n\n"
        f"Reference: {consultation_request.reference}\n"
        f"Received: {consultation_request.received_at:%Y-%m-%d %H:%M} UTC\n"
        f"Open it (you will be asked to sign in): {settings.SITE_URL}{address}\n"
    )
    subject = f"{'Suspected spam' if spam else 'New consultation request'} {consultation_request.reference}"
    return EmailMessage(subject, text, to=[settings.STAFF_EMAIL])


def acknowledgement(consultation_request):
    """Anybody may look over a shoulder, so not even the clinic's name is in it: it may name a treatment."""
    text = (
        f"We have your request. Your reference is {consultation_request.reference}.\n\n"
        "To change it or take it back, contact us and give the reference.\n"
        "Keep private details out of an answer to this mail.\n"
    )
    if not consultation_request.email:
        return None
    return EmailMessage("We have your request", text, to=[str(consultation_request.email)])
