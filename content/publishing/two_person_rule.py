"""Nobody publishes their own change: a second person, a clinical reviewer, has to have read it."""

import json

from wagtail.log_actions import registry
from wagtail.models import Page

REVIEWERS = "Clinical reviewers"
# What approval itself writes on a page, and the line that says what the approved change was.
STAMPED = {"reviewed_by", "reviewer_role", "reviewed_by_writer", "last_reviewed", "next_review_due", "what_changed"}
OF_EVERY_PAGE = {"title", "slug", "seo_title", "search_description"}
PUT_BACK = "content.put_back"
PUBLISHED = ["wagtail.publish", "wagtail.publish.scheduled", PUT_BACK]


def is_clinical_reviewer(user):
    return user.is_active and user.groups.filter(name=REVIEWERS).exists()


def has_written(user, page, revision):
    """Whether the user wrote any of what would go live with this revision."""
    return user.pk in writers_since_published(page, revision)


def writers_since_published(page, revision):
    """Who changed words after the version that was last live. Saving without a change is no writing."""
    published, later = since_published(page)
    words, writers = published, set()
    for saved in later.order_by("created_at", "pk"):
        saved_words = reader_fields(saved.content)
        # Nor is going back to the words that visitors read.
        if saved_words not in (words, published):
            writers.add(saved.user_id)
        words = saved_words
        if saved.pk == revision.pk:
            break
    return writers - {None}


def since_published(page):
    """The words that were live last, and what was saved since; the editor may have saved over the live revision."""
    if page.live:
        return reader_fields(page.serializable_data()), page.revisions.filter(pk__gte=page.live_revision_id or 0)
    published = last_published(page)
    if published:
        return reader_fields(published.content), page.revisions.filter(pk__gt=published.pk)
    return None, page.revisions.all()


def last_published(page):
    """The revision that was live until somebody took the page down; none if it was saved over since."""
    entries = registry.get_logs_for_instance(page).filter(action__in=PUBLISHED, revision__isnull=False)
    last = entries.order_by("-timestamp").first()
    if last is None or page.last_published_at is None:
        return None
    return page.revisions.filter(pk=last.revision_id, created_at__lte=page.last_published_at).first()


def reader_fields(content):
    """What readers see of a page, from its fields as a revision keeps them."""
    bookkeeping = {field.name for field in Page._meta.get_fields()} - OF_EVERY_PAGE
    unseen = bookkeeping | STAMPED | {"page_ptr", "pk"}
    return {name: in_parts(value) for name, value in content.items() if name not in unseen}


def in_parts(value):
    """A body is kept as JSON text, and PostgreSQL gives it back with the keys of each block in another order."""
    if not (isinstance(value, str) and value.startswith("[")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
