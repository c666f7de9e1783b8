"""What is measured on a site of more and more pages."""

import sys
from datetime import date
from unittest import mock

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.models import Page

from benchmarks.copied_pages import grow_to
from benchmarks.stopwatch import take_all
from benchmarks.visiting import owner, reads, visitor
from content.editor import error_count
from content.management.commands.bake_pages import visit
from content.models import ConditionPage, SectionPage
from content.page_cache.invalidation import invalidate

SHELF, SLUG = "conditions", "ptsd"
PAGE = f"/{SHELF}/{SLUG}/"


def at_each_size(sizes):
    found = {}
    for size in sizes:
        grow_to(size)
        note_reviews()
        print(f"{size} pages", file=sys.stderr, flush=True)
        found[size] = take_all(things_to_do())
    return found


def things_to_do():
    reader, editor, site = visitor(), owner(), import_string(settings.WSGI_APPLICATION)
    section = SectionPage.objects.get(slug=SHELF)
    return {
        "publish a page, until acknowledged": publish,
        "a page, not baked": reads(reader, PAGE),
        "first read after a publish": (lambda: visit(site, PAGE), invalidate),
        "a page, baked": lambda: visit(site, PAGE),
        "Home, not baked": reads(reader, "/"),
        "a shelf, not baked": reads(reader, f"/{SHELF}/"),
        "sitemap, not baked": reads(reader, "/sitemap.xml"),
        "search: insurance": reads(reader, "/search/?q=insurance"),
        "search: depression": reads(reader, "/search/?q=depression"),
        "search: esketemine (misspelt)": reads(reader, "/search/?q=esketemine"),
        "/cms/": reads(editor, "/cms/"),
        "/cms/pages/ of a shelf": reads(editor, f"/cms/pages/{section.pk}/"),
        "staff home": reads(editor, "/admin/"),
        "staff home, no page reviewed yet today": (reads(editor, "/admin/"), cache.clear),
        "staff home after a publish": (reads(editor, "/admin/"), note_a_change_of_the_reviewed),
        "search index at a start": lambda: call_command("index_pages", verbosity=0),
    }


def publish():
    """With the review of the page, as the editor's button does."""
    ConditionPage.objects.get(slug=SLUG).save_revision(changed=False).publish()


def note_reviews():
    """As if the mail worker had had the minutes that it needs to review every page, and found nothing."""
    with mock.patch.object(error_count.Version, "has_errors", return_value=False):
        error_count.count_errors(date.today(), most=2 * Page.objects.count())


def note_a_change_of_the_reviewed():
    note_reviews()
    note_a_change()


def note_a_change():
    """All that the staff home sees of a publish, which takes longer than what is measured after it."""
    Page.objects.filter(slug=SLUG).update(last_published_at=timezone.now())
