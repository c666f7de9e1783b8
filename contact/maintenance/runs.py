from django.db import models
from django.utils import timezone

from contact.clinic.singleton import Singleton


class UpkeepRunQuerySet(models.QuerySet):
    def note_down(self, task, went_well, words):
        self.update_or_create(
            task=task, defaults={"ended_at": timezone.now(), "went_well": went_well, "words": words[:400]}
        )


class UpkeepRun(models.Model):
    """The last run of a maintenance task and its result. `words` hold no personal data."""

    class Task(models.TextChoices):
        DELETION = "deletion", "Deletion of expired requests"
        RECONCILING = "reconciling", "Count of requests"
        BACKUP = "backup", "Backup"

    task = models.CharField(max_length=20, choices=Task, unique=True)
    ended_at = models.DateTimeField()
    went_well = models.BooleanField()
    words = models.CharField(max_length=400, blank=True)

    objects = UpkeepRunQuerySet.as_manager()

    class Meta:
        verbose_name = "upkeep"
        verbose_name_plural = "upkeep"
        ordering = ["task"]

    def __str__(self):
        return self.get_task_display()


class WriteProbe(Singleton):
    """Written by the readiness check, to see whether the database can still be written to."""

    written_at = models.DateTimeField()

    class Meta(Singleton.Meta):
        default_permissions = ()

    def __str__(self):
        return f"{self.written_at}"
