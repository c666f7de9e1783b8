"""Makes cached pages old when what they show has changed, once the change is committed.

Whoever saved a change that readers may not see yet is told.
"""

import logging
import threading

from django.conf import settings
from django.contrib import messages
from django.db import Error, transaction
from django.db.models.signals import post_delete, post_save
from wagtail.images.models import AbstractRendition
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .cache_version import (
    UNTOLD,
    CacheNotWritable,
    CacheVersions,
    is_shared,
    shared_version_of,
    start_new_shared_version,
)

logger = logging.getLogger(__name__)

NO_SPACE = "Pages are made anew for each reader: the disk has no room for ready ones."
OTHERS_UNTOLD = "Changes may not reach readers of other hosts: the database did not take the new version of pages."
NOT_WRITABLE = "Changes may not reach readers: the folder of ready pages cannot be written."

# What is saved with a draft; no reader sees any of it.
ONLY_FOR_EDITORS = {
    "draft_title",
    "expire_at",
    "go_live_at",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
}


def connect_signals():
    post_save.connect(on_save, dispatch_uid="page_cache_saved")
    post_delete.connect(on_delete, dispatch_uid="page_cache_deleted")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(on_page_change, dispatch_uid="page_cache_page_changed")


def on_save(sender, update_fields=None, **kwargs):
    only_a_draft = issubclass(sender, Page) and update_fields and set(update_fields) <= ONLY_FOR_EDITORS
    if is_on_pages(sender) and not only_a_draft:
        invalidate_on_commit()


def on_delete(sender, **kwargs):
    # Sizes of an image are made while a page is rendered, and go when the image gets another file.
    if is_on_pages(sender) or issubclass(sender, AbstractRendition):
        invalidate_on_commit()


def on_page_change(sender, **kwargs):
    invalidate_on_commit()


def is_on_pages(model):
    return issubclass(model, Page) or model._meta.label in settings.PAGE_CACHE_INVALIDATED_BY


def invalidate_on_commit():
    """After the commit, and before whoever made the change is answered."""
    transaction.on_commit(invalidate, robust=True)


# Whether a change of this thread could not invalidate pages; StalePagesMiddleware tells whoever made it.
failed = threading.local()


def invalidate():
    """Makes all pages old: on the other hosts by the database, then on this one by its link.

    The shared version comes first. Whatever is rendered here after the link was replaced has every change that
    another host had made when it wrote the shared version that the link names.
    """
    shared_version = tell_other_hosts() if is_shared() else ""
    try:
        CacheVersions(settings.PAGE_CACHE_DIR).start_new(shared_version=shared_version)
    except CacheNotWritable as fault:
        failed.words = str(fault)
        logger.error("Readers may see old pages: the link of the page cache can be neither written nor removed.")


def tell_other_hosts():
    """If the database does not take it, the web processes of this host go on trying (Follower)."""
    try:
        return start_new_shared_version()
    except Error as error:
        failed.words = type(error).__name__
        logger.error("Readers of other hosts may see old pages: the database did not take the new version.")
        return UNTOLD


def fault():
    """What the readiness check and the staff home report."""
    versions = CacheVersions(settings.PAGE_CACHE_DIR)
    if versions.is_missing:
        return NO_SPACE
    if not versions.is_writable:
        return NOT_WRITABLE
    return OTHERS_UNTOLD if shared_version_of(versions.current()) == UNTOLD else ""


WORDS = (
    "It's saved, but visitors may still see the old words: the server can't write to its disk. "
    "Call whoever looks after the server now, and tell visitors another way until it's mended."
)


class StalePagesMiddleware:
    """After the messages of the admin and the editor, which it joins."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        failed.words = ""
        response = self.get_response(request)
        if failed.words and request.user.is_authenticated:
            messages.error(request, WORDS)
        failed.words = ""
        return response
