"""Dates in the clinic's words. Pages for staff have its time zone active; public pages say which one."""

from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone

from contact.clinic import humanize

register = template.Library()


@register.filter
def staff_time(moment):
    """Such as "Fri, Nov 27, 1:12 p.m."."""
    return humanize.staff_time(moment) if moment else ""


@register.filter
def staff_date(moment):
    """Such as "Fri, Nov 27"."""
    return humanize.staff_date(timezone.localtime(moment).date()) if moment else ""


@register.filter
def deadline(moment, zone):
    """Such as "Monday, November 30, 5 p.m."."""
    return humanize.deadline(moment, ZoneInfo(zone))
