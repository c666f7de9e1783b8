from zoneinfo import ZoneInfo

from django.utils import timezone

from contact.models import ClinicDetails


def clinics_today():
    """The date at the clinic, which for some hours of each day is not that of this machine."""
    return timezone.localdate(timezone=ZoneInfo(ClinicDetails.current().time_zone))
