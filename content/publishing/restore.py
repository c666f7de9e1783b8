"""Going back to what visitors see, or to what they saw last, with one press in the editor."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page, Revision

from content.models.fixed_pages import is_fixed, why_fixed

from . import two_person_rule
from .fixed_page_guard import let_everybody_in
from .publish_guard import publish_as_it_was


@dataclass(frozen=True)
class Standing:
    """What stands above the form: whether visitors see the page, and the way back."""

    why_fixed: str = ""
    can_put_back: bool = False
    seen_last: Revision | None = None
    can_discard: bool = False


def standing_of(page, user):
    if page.pk is None:
        return Standing()
    rights, seen_last = page.permissions_for_user(user), None if page.live else two_person_rule.last_published(page)
    is_closed = is_fixed(page) and page.view_restrictions.exists()
    return Standing(
        why_fixed=why_fixed(page) if is_fixed(page) else "",
        can_put_back=bool(seen_last or is_closed) and rights.can_put_back(),
        seen_last=seen_last,
        can_discard=has_changes(page) and rights.can_discard_changes(),
    )


def has_changes(page):
    return page.live and page.has_unpublished_changes and page.live_revision_id is not None


@transaction.atomic
def discard_changes(page, user):
    """The draft says again what visitors read. What is discarded stays in the history."""
    if not has_changes(page) or not page.permissions_for_user(user).can_discard_changes():
        raise PermissionDenied
    live = page.live_revision
    live.as_object().save_revision(user=user, previous_revision=live, log_action="wagtail.revert", clean=False)
    Page.objects.filter(pk=page.pk).update(has_unpublished_changes=False)


@transaction.atomic
def put_back(page, user):
    """Shows visitors again what they saw last. Two people agreed to it then, so nobody has to review it anew."""
    if not page.permissions_for_user(user).can_put_back():
        raise PermissionDenied
    let_everybody_in(page, user)
    if not page.live:
        publish_as_it_was(page, two_person_rule.last_published(page), user)


@require_POST
def put_back_view(request, page_id):
    page = get_object_or_404(Page, pk=page_id).specific
    put_back(page, request.user)
    messages.success(request, f"“{page.title}” is live again, as visitors saw it last.")
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_POST
def discard_changes_view(request, page_id):
    page = get_object_or_404(Page, pk=page_id).specific
    discard_changes(page, request.user)
    messages.success(request, "Your draft is again what visitors see. The changes are in the history.")
    return redirect("wagtailadmin_pages:edit", page.pk)


ADDRESSES = [
    path("pages/<int:page_id>/put-back/", put_back_view, name="put_page_back"),
    path("pages/<int:page_id>/discard-changes/", discard_changes_view, name="discard_page_changes"),
]
