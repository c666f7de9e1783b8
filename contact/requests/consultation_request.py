"""A consultation request: the visitor's answers and the state of its triage.

A clinician's referral and a report of a mistake on a page are requests too, each of a kind of its own.
"""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from contact.clinic.references import REFERENCE_LENGTH, in_halves, new_reference
from contact.encryption import EncryptedTextField
from contact.requests.access_log import RequestEvent
from contact.requests.queries import IS_CLOSED, IS_OPEN, IS_SUSPECTED, ConsultationRequestQuerySet, Urgency
from contact.requests.search_index import SearchEntry
from contact.requests.states import (
    AWAITING_REPLY,
    NOUNS,
    OUTCOMES_ONLY_FROM,
    Kind,
    State,
    moves_from,
)
from contact.requests.triage_steps import TriageSteps
from contact.requests.ways_to_reach import WaysToReach


class ConsultationRequest(WaysToReach, TriageSteps, models.Model):
    Kind = Kind
    State = State

    class Outcome(models.TextChoices):
        BECAME_PATIENT = "became_patient", "Became a patient"
        DID_NOT_COME = "did_not_come", "Did not come"
        BOOKED_ELSEWHERE = "booked_elsewhere", "Booked elsewhere"
        NOT_SUITABLE = "not_suitable", "Not suitable"
        COULD_NOT_REACH = "could_not_reach", "Could not reach"
        WITHDREW = "withdrew", "Withdrew"
        FIXED = "fixed", "Fixed"
        NOTHING_TO_FIX = "nothing_to_fix", "Nothing to fix"
        DUPLICATE = "duplicate", "Duplicate"
        SPAM = "spam", "Spam"

    OUTCOMES_OF_A_MISTAKE = [Outcome.FIXED, Outcome.NOTHING_TO_FIX, Outcome.DUPLICATE, Outcome.SPAM]

    class Priority(models.TextChoices):
        NORMAL = "normal", "Normal"
        HIGH = "high", "Read first"

    class QuarantineReason(models.TextChoices):
        HIDDEN_FIELD = "hidden_field", "A field that people do not see was filled in"
        TOO_FAST = "too_fast", "Sent within seconds of opening the form"
        NO_TIME_STAMP = "no_time_stamp", "Not sent from the form on this website"
        TOO_MANY = "too_many", "Many requests from one place within an hour"

    class AskingFor(models.TextChoices):
        ME = "me", "Me"
        SOMEONE_ELSE = "someone_else", "Someone I care about"

    class ContactBy(models.TextChoices):
        PHONE = "phone", "Call"
        TEXT = "text", "Text"
        EMAIL = "email", "Email"

    # Plain, so that staff can sort by it. With a default in the database, because while an update is going on, a
    # process of the old release stores requests without it. So have the sealed fields that only some kinds fill in.
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CONSULTATION, db_default=Kind.CONSULTATION)
    reference = models.CharField(max_length=REFERENCE_LENGTH, unique=True, default=new_reference, editable=False)
    # Submitting a form twice with the same answers gives the same request.
    submission_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # The same form, submitted before with other answers: by the same person or by the next one at that computer.
    earlier_request = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="later_requests"
    )
    received_at = models.DateTimeField(default=timezone.now, editable=False)

    state = models.CharField(max_length=20, choices=State, default=State.NEW)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.NORMAL)
    in_quarantine = models.BooleanField("suspected spam", default=False)
    quarantine_reason = models.CharField(max_length=20, choices=QuarantineReason, blank=True)
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # Blank where no reply is awaited or none is promised; it follows the clinic's calendar (contact.requests.promises).
    due_at = models.DateTimeField(null=True, blank=True)
    # What the confirmation said; the clinic may close on more days afterwards.
    told_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When it was taken up again after an answer, and the promise with it.
    reopened_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    first_opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Computed by the database, also for what a process of the old release writes.
    is_hidden_as_spam = models.GeneratedField(
        expression=Case(When(in_quarantine=True, priority="normal", then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    urgency = models.GeneratedField(
        expression=Case(
            When(~Q(state__in=AWAITING_REPLY), then=Value(Urgency.ANSWERED.value)),
            When(priority="normal", then=Value(Urgency.AWAITS_REPLY.value)),
            When(first_opened_at=None, then=Value(Urgency.UNOPENED.value)),
            default=Value(Urgency.OPENED.value),
        ),
        output_field=models.PositiveSmallIntegerField(choices=Urgency),
        db_persist=True,
    )

    # Of a consultation only.
    asking_for = models.CharField(max_length=20, choices=AskingFor, blank=True)
    contact_by = models.CharField(max_length=10, choices=ContactBy, blank=True)
    voicemail_ok = models.BooleanField("OK to leave a voice message", default=False)
    texts_ok = models.BooleanField("OK to send text messages", default=False, db_default=False)
    wants_acknowledgement = models.BooleanField(default=False)
    agreed_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When the visitor said to be an adult and to understand the use, or the referring clinician that the "
        "patient is an adult and agrees.",
    )

    # Personal: encrypted for this row, deleted with it, never in a URL, a log, a mail or a page title.
    name = EncryptedTextField(bound_to="reference", blank=True, default="")
    phone = EncryptedTextField(bound_to="reference", blank=True, default="")
    email = EncryptedTextField(bound_to="reference", blank=True, default="")
    best_times = EncryptedTextField(bound_to="reference", blank=True, default="")
    preferred_language = EncryptedTextField(bound_to="reference", blank=True, default="")
    topic = EncryptedTextField(bound_to="reference", blank=True, default="")
    message = EncryptedTextField(bound_to="reference", blank=True, default="")
    # Of a consultation for someone else: who they are to the visitor, and whether they know of it.
    relation = EncryptedTextField(bound_to="reference", blank=True, default="", db_default="")
    they_know = EncryptedTextField(bound_to="reference", blank=True, default="", db_default="")
    # Of a referral: who refers, beside their name, phone and email. `topic` is the reason, `message` what they add.
    practice = EncryptedTextField(bound_to="reference", blank=True, default="", db_default="")
    credentials = EncryptedTextField(bound_to="reference", blank=True, default="", db_default="")
    fax = EncryptedTextField(bound_to="reference", blank=True, default="", db_default="")
    patient_initials = EncryptedTextField(bound_to="reference", blank=True, default="", db_default="")
    # Of a mistake: where it is. `message` is what is wrong.
    about_page = EncryptedTextField(bound_to="reference", blank=True, default="", db_default="")
    # Why it is to be read first: phrases of contact/requests/crisis_phrases, one a line. Shown on its page only.
    danger_phrases = EncryptedTextField(bound_to="reference", blank=True, default="", db_default="")
    # By which rules its SearchEntry rows were made. Null: by none yet, or by a process of the release before.
    index_rules = models.PositiveSmallIntegerField(null=True, editable=False)
    # Of the release before, whose processes fill them while an update goes on. The next release drops them.
    phone_index = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    email_index = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    name_index = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    objects = ConsultationRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        permissions = [("export_consultationrequest", "Can export consultation requests")]
        indexes = [
            models.Index(fields=["in_quarantine", "state", "-received_at"], name="triage_list"),
            models.Index(fields=["in_quarantine", "priority", "state", "kind"], name="triage_kinds"),
            models.Index(fields=["urgency", "received_at"], name="triage_open", condition=IS_OPEN),
            models.Index(fields=["urgency", "received_at"], name="triage_suspected", condition=IS_SUSPECTED),
            models.Index(fields=["due_at", "state"], name="triage_due", condition=IS_OPEN),
            models.Index(fields=["assigned_to", "closed_at", "urgency", "received_at"], name="triage_mine"),
            models.Index(fields=["closed_at", "priority", "outcome"], name="triage_closed", condition=IS_CLOSED),
            models.Index(fields=["received_at", "in_quarantine"], name="triage_received"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state=State.CLOSED) & Q(closed_at=None, outcome=""),
                name="closed_with_an_outcome",
                violation_error_message="A request is closed with an outcome, and has none before.",
            ),
            models.CheckConstraint(
                condition=Q(in_quarantine=True) | Q(quarantine_reason=""),
                name="suspected_for_a_reason",
                violation_error_message="Only a request in quarantine has a reason to be there.",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.MISTAKE) | Q(agreed_at__isnull=False),
                name="agreed_unless_about_a_mistake",
                violation_error_message="Only who reports a mistake need not agree to anything.",
            ),
        ]

    def __str__(self):
        return self.reference

    def save(self, *args, update_fields=None, **kwargs):
        """With its search entries, if what is searched for may have changed."""
        if update_fields is not None and not set(update_fields) & set(SearchEntry.INDEXED):
            return super().save(*args, update_fields=update_fields, **kwargs)
        if len(SearchEntry.readable_fields(self)) == len(SearchEntry.INDEXED):
            self.index_rules = SearchEntry.RULES
        with transaction.atomic():
            changed = None if update_fields is None else {*update_fields, "index_rules"}
            super().save(*args, update_fields=changed, **kwargs)
            SearchEntry.index([self])

    @property
    def reference_aloud(self):
        return in_halves(self.reference)

    @property
    def noun(self):
        return NOUNS[self.kind]

    @property
    def awaits_reply(self):
        """Whether the visitor has not been answered yet."""
        return self.state in AWAITING_REPLY

    @property
    def is_marked(self):
        return self.priority == self.Priority.HIGH

    @property
    def is_to_be_read_first(self):
        return self.is_marked and self.awaits_reply

    @property
    def has_been_opened(self):
        return self.first_opened_at is not None or self.events().filter(kind=RequestEvent.Kind.VIEWED).exists()

    @property
    def waits_since(self):
        return self.reopened_at or self.received_at

    def is_overdue(self, now):
        return self.awaits_reply and not self.is_hidden_as_spam and self.due_at is not None and self.due_at < now

    @property
    def possible_moves(self):
        return moves_from(self.state, self.kind)

    @property
    def possible_outcomes(self):
        """From the state it is in."""
        outcomes = self.outcomes_of(self.kind)
        return [outcome for outcome in outcomes if self.state in OUTCOMES_ONLY_FROM.get(outcome, State.values)]

    @property
    def later_outcomes(self):
        """Those that fit once it is booked."""
        return [outcome for outcome in self.outcomes_of(self.kind) if outcome not in self.possible_outcomes]

    @classmethod
    def outcomes_of(cls, kind):
        if kind == Kind.MISTAKE:
            return cls.OUTCOMES_OF_A_MISTAKE
        return [outcome for outcome in cls.Outcome if outcome not in {cls.Outcome.FIXED, cls.Outcome.NOTHING_TO_FIX}]
