"""What makes baked pages old: begun anew once the change is committed, so that nobody bakes the old words."""

import logging
import threading

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.images.models import AbstractRendition
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .generation import CannotBegin, Generations
from .news import tell_other_hosts

logger = logging.getLogger(__name__)

NO_ROOM = "Pages are made anew for each reader: the disk has no room for ready ones."
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


def watch():
    post_save.connect(note_saved, dispatch_uid="baking_saved")
    post_delete.connect(note_deleted, dispatch_uid="baking_deleted")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(note_page_changed, dispatch_uid="baking_page_changed")


def note_saved(sender, update_fields=None, **kwargs):
    only_a_draft = issubclass(sender, Page) and update_fields and set(update_fields) <= ONLY_FOR_EDITORS
    if is_on_pages(sender) and not only_a_draft:
        make_pages_old()


def note_deleted(sender, **kwargs):
    # Sizes of an image are made while a page is rendered, and go when the image gets another file.
    if is_on_pages(sender) or issubclass(sender, AbstractRendition):
        make_pages_old()


def note_page_changed(sender, **kwargs):
    make_pages_old()


def is_on_pages(model):
    return issubclass(model, Page) or model._meta.label in settings.SHOWN_ON_PAGES


def make_pages_old():
    """After the commit, and before whoever made the change is answered."""
    transaction.on_commit(begin_anew, robust=True)


# Whether a change of this thread did not reach the pages; telling.py says so to whoever made it.
failed = threading.local()


def begin_anew():
    """The other hosts are told in any case: they may have what this one lacks."""
    try:
        Generations(settings.BAKED_DIR).begin()
    except CannotBegin as fault:
        failed.words = str(fault)
        logger.error("Readers may see old pages: the stamp of the baked pages can be neither written nor removed.")
    if settings.REDIS_URL:
        tell_other_hosts()


def fault():
    """What readiness and the staff home say."""
    generations = Generations(settings.BAKED_DIR)
    if generations.is_missing:
        return NO_ROOM
    if not generations.is_writable:
        return NOT_WRITABLE
    return ""
