"""How many requests came from one address within an hour, without keeping the address."""

import hashlib
import hmac
from datetime import timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone

from contact.encryption import blind_index_key

KEPT_FOR = timedelta(hours=25)


def mark_of(address, hour):
    """A keyed hash: nobody without the key can turn it back, and the same address has another one each hour."""
    message = f"contact.sendcount\0{hour.isoformat()}\0{address}"
    return hmac.new(blind_index_key(), message.encode(), hashlib.sha256).hexdigest()


class SendCountQuerySet(models.QuerySet):
    def one_more(self, address):
        """How many requests `address` has sent within this hour, with the one at hand."""
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        count, _ = self.get_or_create(mark=mark_of(address, hour), defaults={"hour": hour})
        self.filter(pk=count.pk).update(sends=F("sends") + 1)
        count.refresh_from_db(fields=["sends"])
        return count.sends

    def old(self):
        return self.filter(hour__lt=timezone.now() - KEPT_FOR)


class SendCount(models.Model):
    mark = models.CharField(max_length=64, unique=True)
    hour = models.DateTimeField(db_index=True)
    sends = models.PositiveIntegerField(default=0)

    objects = SendCountQuerySet.as_manager()

    def __str__(self):
        return f"{self.sends} in the hour from {self.hour:%Y-%m-%d %H:%M}"
