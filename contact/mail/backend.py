"""The email backend: every mail that Django, allauth or Wagtail sends is stored in the outbox for the worker."""

import json

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from contact.mail.outbox import OutboxMessage

# An address without a reader (RFC 2606). Mail to it is stored like any other, so that timing reveals nothing, and
# then dropped.
NOBODY = "nobody@invalid"
KEPT = ["subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "extra_headers", "content_subtype"]


class OutboxBackend(BaseEmailBackend):
    """The setting EMAIL_BACKEND. OUTBOX_EMAIL_BACKEND is the one that the worker sends by."""

    def __init__(self, fail_silently=False, **kwargs):
        super().__init__(fail_silently=fail_silently)

    def send_messages(self, email_messages):
        for mail in email_messages:
            store(mail)
        return len(email_messages)


def store(mail, kind=OutboxMessage.Kind.SITE_MAIL):
    # Raises BadHeaderError for a line break in a header, as any backend does.
    mail.message()
    return OutboxMessage.objects.store(serialize(mail), kind)


def warn_staff(subject, text):
    """A mail to the clinic itself, tried until it is sent."""
    store(EmailMultiAlternatives(subject, text, to=settings.STAFF_EMAIL), OutboxMessage.Kind.STAFF_ALARM)


def serialize(mail):
    if mail.attachments:
        raise ValueError("The out-box keeps no attachments.")
    fields = {name: getattr(mail, name) for name in KEPT}
    return json.dumps(fields | {"alternatives": [list(one) for one in getattr(mail, "alternatives", [])]}, default=str)


def deserialize(content):
    """The stored mail, or None if it is to NOBODY."""
    fields = json.loads(content)
    alternatives, subtype, headers = (fields.pop(name) for name in ("alternatives", "content_subtype", "extra_headers"))
    mail = EmailMultiAlternatives(**fields, headers=headers)
    mail.content_subtype = subtype
    for text, mimetype in alternatives:
        mail.attach_alternative(text, mimetype)
    return None if mail.recipients() == [NOBODY] else mail
