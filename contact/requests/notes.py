"""Notes and contact attempts of staff. No outgoing mail reads these tables."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from contact.encryption import EncryptedQuerySet, EncryptedTextField
from contact.requests.consultation_request import ConsultationRequest


class Note(models.Model):
    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    consultation_request = models.ForeignKey(ConsultationRequest, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    text = EncryptedTextField(bound_to="public_id")

    objects = EncryptedQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"Note on {self.consultation_request_id}"


class ContactAttempt(models.Model):
    class Channel(models.TextChoices):
        CALL = "call", "Call"
        VOICE_MESSAGE = "voice_message", "Voice message"
        TEXT = "text", "Text message"
        EMAIL = "email", "Email"
        FAX = "fax", "Fax"

    class Result(models.TextChoices):
        REACHED = "reached", "Reached"
        NO_ANSWER = "no_answer", "No answer"
        WRONG_ADDRESS = "wrong_address", "Wrong number or address"

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    consultation_request = models.ForeignKey(ConsultationRequest, models.CASCADE, related_name="contact_attempts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    channel = models.CharField(max_length=20, choices=Channel)
    result = models.CharField(max_length=20, choices=Result)
    text = EncryptedTextField(bound_to="public_id", blank=True, default="")

    objects = EncryptedQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self):
        return f"Contact attempt on {self.consultation_request_id}"
