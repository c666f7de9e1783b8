from django.db import models
from django.utils import timezone


class DemoMark(models.Model):
    """Its one row says that this database holds the sample clinic, and so never a real one."""

    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return "Sample clinic"
