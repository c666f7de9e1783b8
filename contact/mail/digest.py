"""One mail each clinic day that tells staff what is waiting: counts, an age and links, no personal data."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.humanize import age
from contact.mail.outbox import OutboxMessage

# When the opening hours are not filled in: before most clinics open.
WITHOUT_HOURS = time(8)


def queue_daily_digest(now=None):
    """Puts today's digest into the outbox once the clinic opens. Safe to repeat, and from several workers."""
    clinic = ClinicDetails.current()
    local = (now or timezone.now()).astimezone(ZoneInfo(clinic.time_zone))
    opens = opening_time(clinic, local.date())
    if opens is None or local < datetime.combine(local.date(), opens, local.tzinfo):
        return
    # The day stands in for a reference: a kind and a reference are unique together, so there is one digest a day.
    OutboxMessage.objects.get_or_create(kind=OutboxMessage.Kind.DAILY_DIGEST, reference=f"{local:%Y%m%d}")


def opening_time(clinic, day):
    """When the clinic opens on `day`, or None if it does not. Without any hours, each day counts."""
    if clinic._state.adding:
        return WITHOUT_HOURS
    if clinic.holidays.filter(date=day).exists():
        return None
    hours = list(clinic.opening_hours.all())
    if not hours:
        return WITHOUT_HOURS
    return min((span.opens for span in hours if span.weekday == day.weekday()), default=None)


def daily_digest(now=None):
    """Counted when it is sent, so that a delayed mail is still correct."""
    now = now or timezone.now()
    requests = apps.get_model("contact", "ConsultationRequest").objects
    address = f"{settings.SITE_URL}{reverse('admin:contact_consultationrequest_changelist')}"
    oldest = requests.waiting().order_by("received_at").values_list("received_at", flat=True).first()
    lines = [
        f"New: {requests.waiting().count()}  {address}?show=new",
        f"Overdue: {requests.overdue(now).count()}  {address}?show=overdue",
        f"Open in all: {requests.open().count()}  {address}",
        f"Suspected spam: {requests.suspected().count()}  {address}?show=quarantine",
        f"The oldest new one has waited {age(oldest, now)}." if oldest else "Nobody waits for a first look.",
    ]
    return EmailMessage("Consultation requests today", "\n".join([*lines, ""]), to=settings.STAFF_EMAIL)
