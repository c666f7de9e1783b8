"""Refuses to publish a page with an error, and anybody's own change."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.dispatch import receiver
from django.utils import timezone

from content.models import ClinicRecord
from content.models.signals import page_publishing, page_saving, record_publishing
from content.page_review.reviews import review, review_record

from . import two_person_rule
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


@receiver(page_publishing)
def guard_publish(sender, action, **kwargs):
    """Signs the revision with the name of whoever approved it, or raises PublishRefused.

    A schedule has no user: somebody approved the revision when it was put on the schedule.
    """
    if _before_any_review.get():
        return
    if action.user is not None:
        page = sender.objects.get(pk=action.object.pk)
        has_written = two_person_rule.has_written(action.user, page, action.revision)
        refuse_own_change(page, action.user, has_written)
        two_person_rule.sign(action, has_written)
    refuse_errors(action.object)
    # Saved only now, so that a refused draft is not signed.
    action.revision.save(update_fields=["content"])
    action.object.reviewed_words = words_of(action.object)


@receiver(page_saving)
def guard_save(sender, page, update_fields=None, **kwargs):
    """The last step of every route: neither text with an error nor an unsigned revision is saved to a live page.

    A page that is live stays live even if rules or dates have changed since, and its other fields can be saved.
    """
    if not page.live or _before_any_review.get() or not writes_text(update_fields) or is_just_reviewed(page):
        return
    before = sender.objects.filter(pk=page.pk, live=True).first()
    if page.live_revision_id not in (None, before and before.live_revision_id):
        raise PublishRefused(page, "There is one way to publish a revision: Page.publish().")
    if before is None or reader_fields(before.serializable_data()) != reader_fields(page.serializable_data()):
        refuse_errors(page)


def writes_text(update_fields):
    return update_fields is None or "live" in update_fields or bool(reader_fields(dict.fromkeys(update_fields)))


def is_just_reviewed(page):
    """Whether these are the words, sources and dates that were reviewed today, on the way to this save."""
    return getattr(page, "reviewed_words", None) == words_of(page)


def words_of(page):
    """All that a review reads, and its day."""
    content = page.serializable_data()
    names = reader_fields(content).keys() | two_person_rule.SIGNATURE_FIELDS & content.keys()
    return timezone.localdate(), {name: content[name] for name in names}


def refuse_errors(page):
    errors = review(page).errors
    if errors:
        raise PublishRefused(page, "It has errors to mend first.", errors)


@receiver(record_publishing)
def guard_record_publish(sender, record, revision, user, **kwargs):
    """The same for sources, which pages cite, and for what the clinic says about itself, whose words are reviewed."""
    if _before_any_review.get():
        return
    if user is not None:
        stored = sender.objects.get(pk=record.pk)
        refuse_own_change(stored, user, two_person_rule.has_written(user, stored, revision))
    if isinstance(record, ClinicRecord):
        refuse_claims(revision.as_object())


def refuse_claims(record):
    findings = review_record(record)
    if findings.errors:
        raise PublishRefused(record, "It has errors to mend first.", findings.errors)


def refuse_own_change(page, user, has_written):
    if not settings.FOUR_EYES:
        return
    if not two_person_rule.is_clinical_reviewer(user):
        raise PublishRefused(page, "Only a clinical reviewer may publish it. Submit it for review.")
    if has_written:
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
