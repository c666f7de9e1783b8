"""What stands between a draft and the visitors: no page with an error, and nobody's own change, goes live."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Page

from content import approval, four_eyes
from content.fixed_pages import let_everybody_in
from content.four_eyes import words_of
from content.page_review.reviews import review

_before_any_review = ContextVar("before_any_review", default=False)


class MayNotGoLive(Exception):
    """Why this page stays a draft: `words` for a person, and the errors if it has any."""

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


def refuse_unfit_words(page, update_fields=None):
    """Guards the last step of every route: words with an error are not saved to a live page.

    A page that is live already stays so, whatever time has done to it, and its other fields can be saved.
    """
    if page.live and not _before_any_review.get() and may_bring_words(page, update_fields):
        refuse_errors(page)


def may_bring_words(page, update_fields):
    if update_fields is not None and "live" not in update_fields and not words_of(dict.fromkeys(update_fields)):
        return False
    before = type(page).objects.filter(pk=page.pk, live=True).first()
    if before is None:
        return True
    return words_of(before.serializable_data()) != words_of(page.serializable_data())


def refuse_errors(page):
    errors = review(page).errors
    if errors:
        raise MayNotGoLive(page, "It has errors to mend first.", errors)


def clear_for_publishing(revision, user):
    """Lets this revision through, with the name of who approved it on it, or says why not.

    A schedule has no user: somebody approved the revision when it was put on the schedule.
    """
    if _before_any_review.get():
        return
    page = Page.objects.get(pk=revision.object_id).specific
    if user is not None:
        refuse_own_change(page, revision, user)
        approval.sign(page, revision, user)
    refuse_errors(revision.as_object())
    # Only now, so that a draft that was refused bears nobody's name.
    revision.save(update_fields=["content"])


def clear_for_readers(source, revision, user):
    """The same for a source, whose words no rule reads: what every page cites is changed by two people."""
    if user is not None and not _before_any_review.get():
        refuse_own_change(type(source).objects.get(pk=source.pk), revision, user)


def refuse_own_change(page, revision, user):
    if not four_eyes.is_on():
        return
    if not four_eyes.is_clinical_reviewer(user):
        raise MayNotGoLive(page, "Only a clinical reviewer may publish it. Submit it for review.")
    if four_eyes.has_written(user, page, revision):
        raise MayNotGoLive(
            page, "You wrote part of this change, so another clinical reviewer has to approve it. Submit it for review."
        )


@transaction.atomic
def put_back(page, user):
    """Shows visitors again what they saw last. Two people agreed to it then, so nobody has to review it anew."""
    if not page.permissions_for_user(user).can_put_back():
        raise PermissionDenied
    let_everybody_in(page, user)
    if not page.live:
        publish_as_it_was(page, four_eyes.last_published(page), user)


def publish_as_it_was(page, revision, user):
    if revision is None:
        raise MayNotGoLive(page, "There is no earlier version to put back. Submit it for review.")
    # What expired would expire again within a minute.
    revision.content["expire_at"] = None
    with before_any_review():
        revision.publish(user=user, log_action=four_eyes.PUT_BACK)
