"""Thousands of pages in seconds: copies of the rows of the starter pages about conditions, on their shelf."""

import uuid

from django.db import connection, transaction
from django.db.models import F, Max
from wagtail.models import Page

from content.models import ConditionPage, SearchWord

STEP = Page.steplen


def grow_to(size):
    """Copies until so many pages are live."""
    missing = size - Page.objects.live().filter(depth__gt=1).count()
    if missing > 0:
        copy_pages(missing)


@transaction.atomic
def copy_pages(number):
    originals = list(Page.objects.filter(pk__in=ConditionPage.objects.exclude(slug__contains="-copy-")))
    shelf = originals[0].get_parent()
    first = Page._str2int(shelf.get_children().aggregate(last=Max("path"))["last"][-STEP:]) + 1
    Page.objects.bulk_create(
        copied(originals[step % len(originals)], shelf, step) for step in range(first, first + number)
    )
    Page.objects.filter(pk=shelf.pk).update(numchild=F("numchild") + number)
    for original in originals:
        copy_rows_of(ConditionPage, "page_ptr_id", original)
        copy_rows_of(SearchWord, "page_id", original)


def copied(original, shelf, step):
    page = Page.objects.get(pk=original.pk)
    page.pk = page.id = None
    page._state.adding = True
    page.path = Page._get_path(shelf.path, shelf.depth + 1, step)
    page.slug = f"{original.slug}-copy-{step}"
    page.url_path = f"{shelf.url_path}{page.slug}/"
    page.title = page.draft_title = f"{original.title} {step}"
    page.translation_key = uuid.uuid4()
    page.latest_revision = page.live_revision = None
    return page


def copy_rows_of(model, key, original):
    """What `original` has in this table, for each of its copies that has nothing there yet."""
    table = model._meta.db_table
    columns = [field.column for field in model._meta.local_concrete_fields if field.column not in ("id", key)]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(f'o."{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {table} ("{key}", {names}) SELECT p.id, {values} FROM wagtailcore_page p, {table} o '
            f"WHERE o.{key} = %s AND p.slug LIKE %s AND p.id NOT IN (SELECT {key} FROM {table})",
            [original.pk, f"{original.slug}-copy-%"],
        )
