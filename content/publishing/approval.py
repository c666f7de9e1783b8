"""The name and the dates that approval writes on a page, into the revision that goes live."""

from django.utils import timezone

from content.review.dates import a_year_after

from . import two_person_rule


def sign(page, revision, user):
    """Writes them into the revision, which is not saved yet."""
    if hasattr(page, "reviewed_by"):
        revision.content |= signature(page, revision, user)


def signature(page, revision, user):
    if not two_person_rule.is_clinical_reviewer(user):
        # The reviewer of the last version has not read this one.
        return {"reviewed_by": "", "reviewer_role": "", "reviewed_by_writer": False}
    today, name = timezone.localdate(), user.get_full_name() or user.get_username()
    return {
        "reviewed_by": name,
        "reviewer_role": role_of(name, type(page), revision.content),
        "reviewed_by_writer": two_person_rule.has_written(user, page, revision),
        "last_reviewed": today.isoformat(),
        "next_review_due": a_year_after(today).isoformat(),
    }


def role_of(name, page_type, content):
    """The role in this draft, or on the last page of this type that the same person signed."""
    if content.get("reviewed_by") == name and content.get("reviewer_role"):
        return content["reviewer_role"]
    signed = page_type.objects.filter(reviewed_by=name).exclude(reviewer_role="")
    return signed.order_by("-last_reviewed").values_list("reviewer_role", flat=True).first() or ""
