"""Makes cached pages old when what they show has changed, once the change is committed."""

import logging
import threading

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.images.models import AbstractRendition
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .cache_version import CacheNotWritable, CacheVersions
from .redis_invalidation import invalidate_other_hosts

logger = logging.getLogger(__name__)

NO_SPACE = "Pages are made anew for each reader: the disk has no room for ready ones."
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


# Whether a change of this thread could not invalidate pages; stale_pages_middleware.py tells whoever made it.
failed = threading.local()


def invalidate():
    """The other hosts are told in any case: they may have the space that this one lacks."""
    try:
        CacheVersions(settings.PAGE_CACHE_DIR).start_new()
    except CacheNotWritable as fault:
        failed.words = str(fault)
        logger.error("Readers may see old pages: the link of the page cache can be neither written nor removed.")
    if settings.REDIS_URL:
        invalidate_other_hosts()


def fault():
    """What the readiness check and the staff home report."""
    versions = CacheVersions(settings.PAGE_CACHE_DIR)
    if versions.is_missing:
        return NO_SPACE
    if not versions.is_writable:
        return NOT_WRITABLE
    return ""
