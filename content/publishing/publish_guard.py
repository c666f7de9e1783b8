"""Refuses to publish a page with an error, and anybody's own change."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.dispatch import receiver
from wagtail.models import Page

from content.models.signals import page_publishing, page_saving, source_publishing
from content.page_review.reviews import review

from . import approval, two_person_rule
from .two_person_rule import reader_fields

_before_any_review = ContextVar("before_any_review", default=False)


class PublishRefused(Exception):
    """Why this page stays a draft: `words` are for people; `findings` are its errors, if it has any."""

    def __init__(self, page, words, findings=()):
        super().__init__(f"Page {page.pk} may not go live: {words}")
        self.page = page
        self.words = words
        self.findings = tuple(findings)

    @property
    def rules(self):
        return sorted({finding.rule for finding in self.findings})


@contextmanager
def before_any_review():
    """The one exception: the pages that a new site begins with are live while their review is pending."""
    token = _before_any_review.set(True)
    try:
        yield
    finally:
        _before_any_review.reset(token)


@receiver(page_saving)
def guard_save(sender, page, update_fields=None, **kwargs):
    """The last step of every route: text with an error is not saved to a live page.

    A page that is live stays live even if rules or dates have changed since, and its other fields can be saved.
    """
    if page.live and not _before_any_review.get() and may_change_text(page, update_fields):
        refuse_errors(page)


def may_change_text(page, update_fields):
    if update_fields is not None and "live" not in update_fields and not reader_fields(dict.fromkeys(update_fields)):
        return False
    before = type(page).objects.filter(pk=page.pk, live=True).first()
    if before is None:
        return True
    return reader_fields(before.serializable_data()) != reader_fields(page.serializable_data())


def refuse_errors(page):
    errors = review(page).errors
    if errors:
        raise PublishRefused(page, "It has errors to mend first.", errors)


@receiver(page_publishing)
def guard_publish(sender, revision, user, **kwargs):
    clear_for_publishing(revision, user)


def clear_for_publishing(revision, user):
    """Signs this revision with the name of whoever approved it, or raises PublishRefused.

    A schedule has no user: somebody approved the revision when it was put on the schedule.
    """
    if _before_any_review.get():
        return
    page = Page.objects.get(pk=revision.object_id).specific
    if user is not None:
        refuse_own_change(page, revision, user)
        approval.sign(page, revision, user)
    refuse_errors(revision.as_object())
    # Saved only now, so that a refused draft is not signed.
    revision.save(update_fields=["content"])


@receiver(source_publishing)
def guard_source_publish(sender, source, revision, user, **kwargs):
    """The same for a source. No rule reads its text, but every page cites it, so two people change it."""
    if user is not None and not _before_any_review.get():
        refuse_own_change(type(source).objects.get(pk=source.pk), revision, user)


def refuse_own_change(page, revision, user):
    if not settings.FOUR_EYES:
        return
    if not two_person_rule.is_clinical_reviewer(user):
        raise PublishRefused(page, "Only a clinical reviewer may publish it. Submit it for review.")
    if two_person_rule.has_written(user, page, revision):
        raise PublishRefused(
            page, "You wrote part of this change, so another clinical reviewer has to approve it. Submit it for review."
        )


def publish_as_it_was(page, revision, user):
    if revision is None:
        raise PublishRefused(page, "There is no earlier version to put back. Submit it for review.")
    # An expired page would expire again within a minute.
    revision.content["expire_at"] = None
    with before_any_review():
        revision.publish(user=user, log_action=two_person_rule.PUT_BACK)
