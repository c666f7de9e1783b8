"""The name and the dates that approval writes on a page, into the revision that goes live."""

from django.utils import timezone

from content.review.dates import a_year_after

from . import two_person_rule


def sign(action, has_written):
    """Writes them into the page that is about to go live and into its revision, which is not saved yet."""
    if hasattr(action.object, "reviewed_by"):
        signature = signature_of(action.user, action.object, has_written)
        action.revision.content |= signature
        for name, value in signature.items():
            setattr(action.object, name, value)


def signature_of(user, page, has_written):
    if not two_person_rule.is_clinical_reviewer(user):
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
