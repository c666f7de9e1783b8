"""The pages that the site counts on and that an earlier release let staff take down, hide or move."""

from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from content.blocks.specific_pages import page_address
from content.models import StarterRecord
from content.models.fixed_pages import FIXED_PAGES, is_fixed, why_fixed
from content.review_report import may_see

from .waiting import PagesWaiting

DEPTHS = [2, 3]  # Home, and what stands right below it


def hidden_pages_for(user):
    return hidden_pages() if may_see(user) else []


def hidden_pages():
    """One line for each, which leads to the button that puts it back."""
    standing = {page_address(page.url_path): page for page in Page.objects.filter(depth__in=DEPTHS) if is_fixed(page)}
    closed = set(PageViewRestriction.objects.values_list("page_id", flat=True))
    for record in StarterRecord.objects.filter(place__in=map(place_of, FIXED_PAGES)).select_related("page"):
        page = standing.get(address_at(record.place))
        if page is None:
            yield not_there(address_at(record.place), record.page)
        elif not page.live or page.pk in closed:
            yield hidden(page)


def place_of(address):
    """What the loader of starter pages calls it."""
    return address.strip("/") or "home"


def address_at(place):
    return "/" if place == "home" else f"/{place}/"


def hidden(page):
    words = f"Visitors can't see “{page.title}”. {why_fixed(page)} Open it and press “Put it back as it was”."
    return PagesWaiting(words, editor_of(page), is_urgent=True)


def not_there(address, page):
    words = f"There's no page at {address}. {FIXED_PAGES[address]}"
    if page is None:
        return PagesWaiting(f"{words} Make one with that address.", reverse("wagtailadmin_explore_root"), True)
    return PagesWaiting(f"{words} Give “{page.title}” that address again.", editor_of(page), is_urgent=True)


def editor_of(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
