"""The outbox, from which the worker sends, and the backend that stores in it what Django, allauth or Wagtail send."""

import json
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Now

from contact.clinic.references import new_reference
from contact.encryption import Ciphertext, EncryptedQuerySet, EncryptedTextField

# Longer than the longest conversation with a mail server (contact.mail.smtp),
# with the time to look up and reach its addresses.
LEASE = timedelta(minutes=3)
# Pauses last a day at most and leases minutes, so a later time was written while a clock was wrong.
FARTHEST_PAUSE = timedelta(hours=25)
FARTHEST_LEASE = timedelta(hours=1)
# A working server takes a mail within seconds and the first pauses are short: after this, staff should know.
OLD_MAIL = timedelta(minutes=15)
# What is left of a stored mail only says that it was sent. Mails about requests are kept for `reconcile`.
KEPT_FOR = timedelta(days=30)


class Kind(models.TextChoices):
    # Stored under the name it had first.
    NEW_REQUEST = "staff_bell", "Tells staff that a request waits"
    ACKNOWLEDGEMENT = "acknowledgement", "Tells the visitor that the request arrived"
    DAILY_DIGEST = "daily_digest", "Tells staff once a day what waits"
    SITE_MAIL = "site_mail", "About a staff account or a page"
    STAFF_ALARM = "staff_alarm", "Warns the clinic"
    ON_CALL = "on_call", "Tells whoever is on call to read a request first"
    ON_CALL_SECOND = "on_call_second", "Tells the next person on call that nobody has opened it"


# Composed when they are stored. All others are composed when they are sent.
STORED = [Kind.SITE_MAIL, Kind.STAFF_ALARM]
ABOUT_ON_CALL = [Kind.ON_CALL, Kind.ON_CALL_SECOND]
NEVER_GIVEN_UP = [Kind.NEW_REQUEST, Kind.STAFF_ALARM, *ABOUT_ON_CALL]


class Ending(models.TextChoices):
    REFUSED = "refused", "Refused"
    GIVEN_UP = "given_up", "Given up"
    STOPPED = "stopped", "Stopped"
    NOT_NEEDED = "not_needed", "No longer needed"


FAILED = [Ending.REFUSED, Ending.GIVEN_UP]


class OutboxQuerySet(EncryptedQuerySet):
    """Compares times by the clock of the database, which several hosts share."""

    def store(self, content, kind):
        """Keeps a whole mail, sealed, until it is sent."""
        return self.create(kind=kind, reference=new_reference(), content=content)

    def unsent(self):
        """What the worker still tries to send."""
        return self.filter(sent_at=None, ended_at=None)

    def due(self):
        nobody_has_it = Q(leased_until=None) | is_past("leased_until", FARTHEST_LEASE)
        return self.unsent().filter(nobody_has_it, is_past("next_attempt_at", FARTHEST_PAUSE))

    def first_things_first(self):
        """Whoever is on call does not wait behind a backlog."""
        others = Case(When(kind__in=ABOUT_ON_CALL, then=Value(0)), default=Value(1))
        return self.order_by(others, "created_at")

    def lease(self, pk):
        """Whether the caller may send the mail. One of several workers gets it, and only until the lease expires."""
        return self.due().filter(pk=pk).update(leased_until=Now() + LEASE) == 1

    def failed(self):
        return self.filter(ending__in=FAILED)

    def waiting_too_long(self):
        return self.unsent().filter(created_at__lt=Now() - OLD_MAIL)

    def never_given_up(self):
        """Mails that tell staff of something; they are tried until they are sent."""
        return self.filter(kind__in=NEVER_GIVEN_UP)

    def old(self):
        return self.filter(kind__in=STORED, created_at__lt=Now() - KEPT_FOR).exclude(sent_at=None, ended_at=None)


def is_past(field, farthest):
    return Q(**{f"{field}__lte": Now()}) | Q(**{f"{field}__gt": Now() + farthest})


class OutboxMessage(models.Model):
    """A mail that must be sent. One about a request holds only its reference: no address and no personal data."""

    Kind = Kind
    Ending = Ending

    kind = models.CharField(max_length=20, choices=Kind)
    reference = models.CharField(max_length=8)
    # Fields with db_default are omitted by processes that an update has not restarted yet.
    # Personal: a whole mail, such as one with a link for a password. Blanked when it is sent or has ended.
    content = EncryptedTextField(bound_to="reference", blank=True, default="", db_default="")
    created_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveIntegerField(default=0)
    # How often a server took the mail and hung up without an answer: it may have arrived.
    unanswered = models.PositiveIntegerField(default=0, db_default=0)
    next_attempt_at = models.DateTimeField(db_default=Now())
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=20, choices=Ending, blank=True, default="", db_default="")
    last_error = models.CharField(max_length=80, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "outgoing mail"
        verbose_name_plural = "outgoing mail"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["sent_at", "next_attempt_at"], name="outbox_due")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference"], name="one_mail_of_a_kind"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | Q(ended_at__isnull=False, sent_at=None) & ~Q(ending=""),
                name="mail_sent_or_ended",
                violation_error_message="A mail is sent or has ended for a reason, never both.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.reference}"

    @property
    def never_given_up(self):
        return self.kind in NEVER_GIVEN_UP

    @property
    def is_stored(self):
        return self.kind in STORED

    @property
    def has_failed(self):
        return self.ending in FAILED

    @property
    def may_be_stopped(self):
        return self.sent_at is None and (self.ended_at is None or self.has_failed)

    @property
    def may_be_retried(self):
        """A stored mail is blanked when it ends, so it cannot be sent again: its recipient can request a new one."""
        return self.may_be_stopped and (self.ended_at is None or not self.is_stored)

    # -- transitions; none overwrites what another process has changed since

    def done(self, remark=""):
        self._change(sent_at=Now(), ended_at=None, ending="", last_error=remark, content=Ciphertext(""))

    def end(self, ending, error=""):
        self._still_mine().update(
            ended_at=Now(), ending=ending, last_error=error, leased_until=None, content=Ciphertext(""), **self._counts()
        )

    def postpone(self, pause, error):
        self._still_mine().update(next_attempt_at=Now() + pause, last_error=error, leased_until=None, **self._counts())

    def stop(self):
        """By staff. Returns whether it was still to be stopped."""
        mine = type(self).objects.filter(pk=self.pk, sent_at=None).exclude(ending=Ending.STOPPED)
        return mine.update(ended_at=Now(), ending=Ending.STOPPED, content=Ciphertext("")) == 1

    def retry(self):
        """At once, with all attempts; a mail that a worker has leased stays leased."""
        mine = type(self).objects.filter(pk=self.pk, sent_at=None)
        return mine.update(next_attempt_at=Now(), attempts=0, unanswered=0, ended_at=None, ending="") == 1

    def _counts(self):
        return {"attempts": self.attempts, "unanswered": self.unanswered}

    def _still_mine(self):
        return type(self).objects.unsent().filter(pk=self.pk, leased_until=self.leased_until)

    def _change(self, **fields):
        type(self).objects.filter(pk=self.pk).update(leased_until=None, **fields)


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
