"""What is stored about staff in addition to what Django and django-allauth store."""

from django.conf import settings
from django.db import models


class KnownDevice(models.Model):
    """A browser in which somebody signed in; see sign_in/known_devices.py."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="known_devices")
    digest = models.CharField(max_length=64)
    last_sign_in = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="a_device_is_known_once")]

    def __str__(self):
        return f"Device {self.pk} of account {self.user_id}"
