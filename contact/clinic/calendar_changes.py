"""Tells whoever depends on it that the clinic's hours, closures, time zone or reply time have changed."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import Signal

from contact.clinic.business_hours import ReplyTime

CALENDAR_MODELS = ["ClinicDetails", "Location", "OpeningHours", "Holiday"]

# Sent with `changed`, the names of what is different, such as ["closures"].
calendar_changed = Signal()

together = ContextVar("together", default=False)
before_this_row = ContextVar("before_this_row", default=None)


def current_reply_time():
    """By name: the models import this module, not the other way round."""
    return ReplyTime.of(apps.get_model("contact", "ClinicDetails").current())


@contextmanager
def calendar_change():
    """For several rows that are one change, such as a week: it is told once, when all of them are saved."""
    if together.get():
        yield
        return
    before = current_reply_time()
    token = together.set(True)
    try:
        yield
    finally:
        together.reset(token)
    tell_of_change(before)


def tell_of_change(before):
    changed = current_reply_time().differences(before)
    if changed:
        calendar_changed.send(sender=ReplyTime, changed=changed)


def remember(sender, **kwargs):
    if not together.get():
        before_this_row.set(current_reply_time())


def compare(sender, **kwargs):
    if not together.get():
        tell_of_change(before_this_row.get())


def connect_signals():
    for model in (apps.get_model("contact", name) for name in CALENDAR_MODELS):
        for before, after in ((pre_save, post_save), (pre_delete, post_delete)):
            before.connect(remember, sender=model, dispatch_uid=f"calendar_before_{model.__name__}")
            after.connect(compare, sender=model, dispatch_uid=f"calendar_after_{model.__name__}")
