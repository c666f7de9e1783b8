"""Pages that the site counts on stay live, public and where they are, by whatever route somebody tries."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from content.models import InformationPage
from content.models.fixed_pages import FIXED_PAGES
from content.publishing.fixed_page_guard import FixedPageError
from tests.builders.editing import edit
from tests.builders.pages import make_home_page, make_section_page
from tests.builders.staff import make_owner, sign_in

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(days=1)


def plain(page):
    return Page.objects.get(pk=page.pk)


def save_with(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()


def publish_with(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def is_as_it_was(page):
    now = plain(page)
    is_open = not now.get_view_restrictions().exists()
    return now.live and now.slug == page.slug and now.url_path == page.url_path and is_open and not now.expire_at


REFUSED = {
    "unpublish": lambda page: page.unpublish(),
    "unpublish as a plain page": lambda page: plain(page).unpublish(),
    "save as not live": lambda page: save_with(page, live=False),
    "save only that it is not live": lambda page: (setattr(page, "live", False), page.save(update_fields=["live"])),
    "delete": lambda page: page.delete(),
    "delete as a plain page": lambda page: plain(page).delete(),
    "delete with a query": lambda page: InformationPage.objects.filter(pk=page.pk).delete(),
    "move": lambda page: plain(page).move(make_section_page(), pos="last-child"),
    "another address": lambda page: save_with(page, slug="risks"),
    "an end": lambda page: save_with(page, expire_at=timezone.now() + TOMORROW),
    "a later beginning": lambda page: save_with(page, go_live_at=timezone.now() + TOMORROW),
    "a scheduled first version": lambda page: publish_with(page, go_live_at=timezone.now() + TOMORROW),
    "an alias": lambda page: save_with(page, alias_of_id=make_home_page().pk),
    "a password": restrict,
    "deleting Home": lambda page: make_home_page().delete(),
    "unpublishing Home": lambda page: make_home_page().unpublish(),
    "closing Home": lambda page: restrict(make_home_page()),
    "closing the whole tree": lambda page: restrict(Page.get_first_root_node()),
    "moving Home": lambda page: plain(make_home_page()).move(page, pos="last-child"),
    "another beginning of the site": lambda page: Site.objects.get().delete(),
}


@pytest.mark.parametrize("attempt", REFUSED)
def test_a_program_is_refused(page, attempt):
    before = plain(page)

    with pytest.raises(FixedPageError), transaction.atomic():
        REFUSED[attempt](InformationPage.objects.get(pk=page.pk))

    assert is_as_it_was(before)


SITES = {
    "another root": lambda site, page: setattr(site, "root_page", page),
    "no default": lambda site, page: setattr(site, "is_default_site", False),
}


@pytest.mark.parametrize("change", SITES)
def test_the_site_begins_at_home(page, change):
    site = Site.objects.get()
    SITES[change](site, plain(page))

    with pytest.raises(FixedPageError):
        site.save()

    assert Site.objects.get().root_page_id == make_home_page().pk


BY_ADDRESS = {
    "unpublish": lambda page: (reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {}),
    "delete": lambda page: (reverse("wagtailadmin_pages:delete", args=[page.pk]), {}),
    "move": lambda page: (
        reverse("wagtailadmin_pages:move_confirm", args=[page.pk, make_section_page().pk]),
        {},
    ),
    "privacy": lambda page: (
        reverse("wagtailadmin_pages:set_privacy", args=[page.pk]),
        {"restriction_type": "login", "password": ""},
    ),
    **{
        f"{action} with others": lambda page, action=action: (
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={page.pk}",
            {"chooser": make_section_page().pk, "include_descendants": "on"},
        )
        for action in ("unpublish", "delete", "move")
    },
}


@pytest.mark.parametrize("action", BY_ADDRESS)
def test_the_editor_offers_it_to_nobody(client, page, other, publisher, action):
    sign_in(client, publisher)
    before = plain(page)

    client.post(*BY_ADDRESS[action](page))

    assert is_as_it_was(before)


@pytest.mark.parametrize("action", ["unpublish", "privacy"])
def test_other_pages_can_be_taken_down_and_closed(client, other, publisher, action):
    sign_in(client, publisher)
    before = plain(other)

    client.post(*BY_ADDRESS[action](other))

    assert not is_as_it_was(before)


def test_home_cannot_be_taken_down_with_all_below_it(client, page):
    sign_in(client, make_owner())
    home = make_home_page()

    client.post(reverse("wagtailadmin_pages:unpublish", args=[home.pk]), {"include_descendants": "on"})

    assert is_as_it_was(plain(page))
    assert is_as_it_was(plain(home))


def test_the_form_keeps_address_and_end(client, page, publisher, settings):
    settings.FOUR_EYES = False
    sign_in(client, publisher)
    before = plain(page)

    edit(client, page, "action-publish", summary="New words.", slug="risks", expire_at="2099-01-01 10:00")

    assert is_as_it_was(before)
    assert InformationPage.objects.get(pk=page.pk).summary == "New words."


def test_the_form_says_why(client, page, publisher):
    sign_in(client, publisher)

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert FIXED_PAGES["/accessibility/"] in shown
    assert reverse("wagtailadmin_pages:unpublish", args=[page.pk]) not in shown


def test_a_draft_of_an_earlier_release_has_no_say_about_the_address(page):
    revision = page.save_revision()
    revision.content |= {"slug": "risks", "expire_at": "2020-01-01T00:00:00Z"}
    revision.save()

    revision.publish()

    assert is_as_it_was(plain(page))


def test_what_an_earlier_release_let_expire_stays(page, other):
    for one in (page, other):
        Page.objects.filter(pk=one.pk).update(expire_at=timezone.now() - TOMORROW)

    call_command("publish_scheduled")

    assert is_as_it_was(plain(page))
    assert not plain(other).live


def test_a_new_version_can_be_scheduled(page):
    publish_with(page)
    page = InformationPage.objects.get(pk=page.pk)
    page.summary = "New words."
    page.go_live_at = timezone.now() + TOMORROW

    page.save_revision().publish()

    assert is_as_it_was(plain(page))
    assert page.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_it_can_have_another_place_among_its_siblings(page, other):
    plain(other).move(plain(page), pos="left")
    plain(page).move(plain(other), pos="left")

    assert plain(page).path < plain(other).path
    assert is_as_it_was(plain(page))
