"""The two-person rule: a change is published by a clinical reviewer who did not write it.

Approval writes the name and the dates of the review on the page.
"""

import json

from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Page

from content.review.dates import a_year_after

REVIEWERS = "Clinical reviewers"
# Written by approval itself, and the line that describes the approved change.
SIGNATURE_FIELDS = {
    "reviewed_by",
    "reviewer_role",
    "reviewed_by_writer",
    "last_reviewed",
    "next_review_due",
    "what_changed",
}
PAGE_FIELDS = {"title", "slug", "seo_title", "search_description"}
PUT_BACK = "content.put_back"
PUBLISHED = ["wagtail.publish", "wagtail.publish.scheduled", PUT_BACK]


def is_clinical_reviewer(user):
    return user.is_active and user.groups.filter(name=REVIEWERS).exists()


def has_written(user, page, revision):
    """Whether the user wrote part of what would go live with this revision."""
    return user.pk in writers_since_published(page, revision)


def writers_since_published(page, revision):
    """Who changed text after the version that was last live. Saving without a change does not count."""
    published, later = since_published(page)
    fields, writers = published, set()
    for saved in later.order_by("created_at", "pk"):
        saved_fields = reader_fields(saved.content)
        # Nor does going back to the text that is live.
        if saved_fields not in (fields, published):
            writers.add(saved.user_id)
        fields = saved_fields
        if saved.pk == revision.pk:
            break
    return writers - {None}


def since_published(page):
    """The text that was live last, and the revisions since; the editor may have saved over the live revision."""
    if page.live:
        return reader_fields(page.serializable_data()), page.revisions.filter(pk__gte=page.live_revision_id or 0)
    published = last_published(page)
    if published:
        return reader_fields(published.content), page.revisions.filter(pk__gt=published.pk)
    return None, page.revisions.all()


def last_published(page):
    """The revision that was live until the page was unpublished; None if it was saved over since."""
    entries = registry.get_logs_for_instance(page).filter(action__in=PUBLISHED, revision__isnull=False)
    last = entries.order_by("-timestamp").first()
    if last is None or page.last_published_at is None:
        return None
    return page.revisions.filter(pk=last.revision_id, created_at__lte=page.last_published_at).first()


def reader_fields(content):
    """The fields that readers see, from the content of a revision."""
    bookkeeping = {field.name for field in Page._meta.get_fields()} - PAGE_FIELDS
    unseen = bookkeeping | SIGNATURE_FIELDS | {"page_ptr", "pk"}
    return {name: parsed(value) for name, value in content.items() if name not in unseen}


def parsed(value):
    """A body is stored as JSON text, and PostgreSQL returns it with the keys of each block in another order."""
    if not (isinstance(value, str) and value.startswith("[")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def sign(action, has_written):
    """Writes name and dates into the page that is about to go live and into its revision, which is not saved yet."""
    if hasattr(action.object, "reviewed_by"):
        signature = signature_of(action.user, action.object, has_written)
        action.revision.content |= signature
        for name, value in signature.items():
            setattr(action.object, name, value)


def signature_of(user, page, has_written):
    if not is_clinical_reviewer(user):
        # The reviewer of the last version has not read this one.
        return {"reviewed_by": "", "reviewer_role": "", "reviewed_by_writer": False}
    today, name = timezone.localdate(), user.get_full_name() or user.get_username()
    return {
        "reviewed_by": name,
        "reviewer_role": role_of(name, page),
        "reviewed_by_writer": has_written,
        "last_reviewed": today,
        "next_review_due": a_year_after(today),
    }


def role_of(name, page):
    """The role in this draft, or on the last page of this type that the same person signed."""
    if page.reviewed_by == name and page.reviewer_role:
        return page.reviewer_role
    signed = type(page).objects.filter(reviewed_by=name).exclude(reviewer_role="")
    return signed.order_by("-last_reviewed").values_list("reviewer_role", flat=True).first() or ""
