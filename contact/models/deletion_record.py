from django.db import models
from django.utils import timezone


class DeletionRecord(models.Model):
    """Proof that a request was deleted: which one, when, and by which rule. Nothing of what it said."""

    reference = models.CharField(max_length=8, unique=True)
    deleted_at = models.DateTimeField(default=timezone.now)
    rule = models.CharField(max_length=200)
    last_event_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "proof of deletion"
        verbose_name_plural = "proofs of deletion"
        ordering = ["-deleted_at"]

    def __str__(self):
        return self.reference
