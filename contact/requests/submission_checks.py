"""Signs of spam in a submitted form. What is suspected goes into quarantine for staff to review: nothing is dropped."""

import hashlib
import hmac
import time
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import F
from django.utils import timezone

from contact.encryption import blind_index_key
from contact.requests.consultation_request import ConsultationRequest

# Seconds. Nobody completes the form faster, not even with autofill.
FASTEST = 3
# More than a family or an office behind one address sends, far less than a bot.
MOST_AN_HOUR = 10
Reason = ConsultationRequest.QuarantineReason

signer = signing.Signer(salt="contact.form_opened")
# Only the current hour is counted; a day more is a margin for a clock that is wrong.
KEPT_FOR = timedelta(hours=25)


def sender_digest(address, hour):
    """A keyed hash, different each hour: without the key nobody can find the address it was made from."""
    message = f"contact.sendcount\0{hour.isoformat()}\0{address}"
    return hmac.new(blind_index_key(), message.encode(), hashlib.sha256).hexdigest()


class SendCountQuerySet(models.QuerySet):
    def count_one(self, address):
        """Counts a request from `address`; returns how many it has sent within this hour."""
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        count, _ = self.get_or_create(mark=sender_digest(address, hour), defaults={"hour": hour})
        self.filter(pk=count.pk).update(sends=F("sends") + 1)
        count.refresh_from_db(fields=["sends"])
        return count.sends

    def old(self):
        return self.filter(hour__lt=timezone.now() - KEPT_FOR)


class SendCount(models.Model):
    """How many requests came from one address within an hour, without keeping the address."""

    mark = models.CharField(max_length=64, unique=True)
    hour = models.DateTimeField(db_index=True)
    sends = models.PositiveIntegerField(default=0)

    objects = SendCountQuerySet.as_manager()

    def __str__(self):
        return f"{self.sends} in the hour from {self.hour:%Y-%m-%d %H:%M}"


def time_stamp(opened=None):
    """The signed time at which the form was opened."""
    return signer.sign(f"{time.time() if opened is None else opened:.0f}")


def spam_reason(left_blank, stamp):
    """A QuarantineReason, or "". A form may be open for days."""
    if left_blank:
        return Reason.HIDDEN_FIELD
    try:
        opened = int(signer.unsign(stamp))
    except (signing.BadSignature, ValueError):
        return Reason.NO_TIME_STAMP
    # Negative if the clock was set back meanwhile; by less than a second if the stamp was rounded up.
    return Reason.TOO_FAST if -1 < time.time() - opened < FASTEST else ""


def sender_of(request):
    """The client address, as far as TRUSTED_PROXIES allows it to be known (docs/operating.md)."""
    peer = readable(request.META.get("REMOTE_ADDR", ""))
    if peer and not is_proxy(peer):
        return network_of(peer)
    forwarded = readable(request.headers.get("X-Forwarded-For", "").split(",")[-1])
    return network_of(forwarded or peer)


def is_proxy(peer):
    return any(peer in ip_network(proxy) for proxy in settings.TRUSTED_PROXIES)


def readable(typed):
    try:
        return ip_address(typed.strip())
    except ValueError:
        return None


def network_of(address):
    """A household has 2**64 IPv6 addresses and can change between them, so its network counts."""
    if not isinstance(address, IPv6Address):
        return str(address or "")
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address.packed, 64), strict=False))
