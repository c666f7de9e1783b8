from django.db import models

from contact.clinic.singleton import Singleton


class ClockReading(Singleton):
    """What the clock said when maintenance last ran and had no reason to doubt it."""

    read_at = models.DateTimeField()

    class Meta(Singleton.Meta):
        default_permissions = ()
        verbose_name = "clock reading"

    def __str__(self):
        return f"{self.read_at:%Y-%m-%d %H:%M} UTC"
