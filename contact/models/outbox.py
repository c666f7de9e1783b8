from django.db import models
from django.db.models import Q
from django.utils import timezone


class OutboxQuerySet(models.QuerySet):
    def unsent(self):
        return self.filter(sent_at=None)

    def due(self, now):
        not_leased = Q(leased_until=None) | Q(leased_until__lt=now)
        return self.unsent().filter(not_leased, next_attempt_at__lte=now)


class OutboxMessage(models.Model):
    """A mail that must go out, stored with what it is about. It holds no address and no personal data."""

    class Kind(models.TextChoices):
        STAFF_BELL = "staff_bell", "Tells staff that a request waits"
        ACKNOWLEDGEMENT = "acknowledgement", "Tells the visitor that the request arrived"
        DAILY_DIGEST = "daily_digest", "Tells staff once a day what waits"

    kind = models.CharField(max_length=20, choices=Kind)
    reference = models.CharField(max_length=8)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=80, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "outgoing mail"
        verbose_name_plural = "outgoing mail"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["sent_at", "next_attempt_at"], name="outbox_due")]
        constraints = [models.UniqueConstraint(fields=["kind", "reference"], name="one_mail_of_a_kind")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.reference}"
