"""Buttons of the editor that discard a draft, or bring back the page as visitors saw it last."""

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
from .fixed_page_guard import remove_restrictions
from .publish_guard import publish_as_it_was


@dataclass(frozen=True)
class PageStatus:
    """What the panel above the form says: whether visitors see the page, and what can be restored."""

    why_fixed: str = ""
    can_put_back: bool = False
    seen_last: Revision | None = None
    can_discard: bool = False


def page_status(page, user):
    if page.pk is None:
        return PageStatus()
    rights, seen_last = page.permissions_for_user(user), None if page.live else two_person_rule.last_published(page)
    is_closed = is_fixed(page) and page.view_restrictions.exists()
    return PageStatus(
        why_fixed=why_fixed(page) if is_fixed(page) else "",
        can_put_back=bool(seen_last or is_closed) and rights.can_put_back(),
        seen_last=seen_last,
        can_discard=has_changes(page) and rights.can_discard_changes(),
    )


def has_changes(page):
    return page.live and page.has_unpublished_changes and page.live_revision_id is not None


@transaction.atomic
def discard_changes(page, user):
    """Makes the live version the draft again. The discarded changes stay in the history."""
    if not has_changes(page) or not page.permissions_for_user(user).can_discard_changes():
        raise PermissionDenied
    live = page.live_revision
    live.as_object().save_revision(user=user, previous_revision=live, log_action="wagtail.revert", clean=False)
    Page.objects.filter(pk=page.pk).update(has_unpublished_changes=False)


@transaction.atomic
def put_back(page, user):
    """Publishes again what visitors saw last. It was reviewed then, so it is not reviewed again."""
    if not page.permissions_for_user(user).can_put_back():
        raise PermissionDenied
    remove_restrictions(page, user)
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


URLS = [
    path("pages/<int:page_id>/put-back/", put_back_view, name="put_page_back"),
    path("pages/<int:page_id>/discard-changes/", discard_changes_view, name="discard_page_changes"),
]
