"""Pages that the site counts on stay live, public and where they are, by whatever route somebody tries."""

import re
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from content.editor.staff_home import hidden_pages
from content.models import InformationPage
from content.models.fixed_pages import FIXED_PAGES
from content.publishing.fixed_page_guard import FixedPageError
from tests.builders.editing import edit
from tests.builders.pages import make_home_page, make_section_page, make_whole_page
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
TOMORROW = timedelta(days=1)


@pytest.fixture
def page():
    return make_whole_page("accessibility")


@pytest.fixture
def other():
    return make_whole_page("costs")


@pytest.fixture(params=["Clinical reviewer", "owner"])
def publisher(request):
    return make_owner("carol") if request.param == "owner" else make_staff("carol", "Clinical reviewers")


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


# -- putting it back ------------------------------------------------------------


def take_down(page):
    """As an earlier release did for fixed pages, too."""
    revision = page.save_revision()
    revision.publish()
    Page.objects.filter(pk=page.pk).update(live=False, live_revision=None, has_unpublished_changes=True)
    return InformationPage.objects.get(pk=page.pk)


def press_put_back(client, page):
    return client.post(reverse("put_page_back", args=[page.pk]), follow=True)


@pytest.mark.parametrize("slug", ["accessibility", "costs"])
def test_the_last_live_version_is_put_back_with_one_press(client, publisher, slug):
    page = take_down(make_whole_page(slug, summary="Words that were live."))
    page.summary = "Ketamine is a miracle."
    page.save_revision()
    sign_in(client, publisher)

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse("put_page_back", args=[page.pk]) in shown
    press_put_back(client, page)

    now = InformationPage.objects.get(pk=page.pk)
    assert (now.live, now.summary) == (True, "Words that were live.")
    assert now.get_latest_revision().content["summary"] == "Ketamine is a miracle."


def test_putting_back_is_in_the_history(client, page):
    carol = make_staff("carol", "Clinical reviewers")
    page = take_down(page)
    sign_in(client, carol)

    press_put_back(client, page)

    shown = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Put back as visitors saw it last" in shown


def test_who_may_not_publish_may_not_put_back(client, page):
    page = take_down(page)
    sign_in(client, make_staff("erin", "Editors"))

    press_put_back(client, page)

    assert not plain(page).live
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse("put_page_back", args=[page.pk]) not in shown


def test_a_page_that_was_never_live_is_not_put_back(client, publisher):
    page = make_whole_page("new", live=False)
    page.save_revision()
    sign_in(client, publisher)

    press_put_back(client, page)

    assert not plain(page).live


def test_an_expired_page_is_put_back_without_its_end(client, other, publisher):
    other.expire_at = timezone.now() + TOMORROW
    other = take_down(other)
    Page.objects.filter(pk=other.pk).update(expire_at=timezone.now() - TOMORROW, expired=True)
    sign_in(client, publisher)

    press_put_back(client, other)
    call_command("publish_scheduled")

    assert is_as_it_was(plain(other))


def test_a_password_of_an_earlier_release_is_taken_off(client, page, publisher):
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=plain(page), restriction_type="login")])
    sign_in(client, publisher)

    press_put_back(client, page)

    assert is_as_it_was(plain(page))


def test_what_visitors_miss_is_said_until_it_is_put_back(client, publisher):
    call_command("load_starter_pages", verbosity=0)
    page = InformationPage.objects.get(slug="crisis-help")
    Page.objects.filter(pk=page.pk).update(live=False, live_revision=None)
    sign_in(client, publisher)
    assert [page.title in line.words for line in hidden_pages()] == [True]
    assert client.get("/admin/").content.decode().count("Put it back as it was") == 1

    press_put_back(client, page)

    assert list(hidden_pages()) == []
    assert client.get("/crisis-help/").status_code == 200


# -- going back to what visitors see ----------------------------------------------


def test_changes_are_discarded_with_one_press(client, other):
    publish_with(other, summary="Live words.")
    erin = make_staff("erin", "Editors")
    sign_in(client, erin)
    edit(client, other, "action-save", summary="Half a thought.")

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).content.decode()
    assert reverse("discard_page_changes", args=[other.pk]) in shown
    client.post(reverse("discard_page_changes", args=[other.pk]))

    now = InformationPage.objects.get(pk=other.pk)
    assert (now.live, now.has_unpublished_changes) == (True, False)
    assert now.get_latest_revision().content["summary"] == "Live words."
    assert "Half a thought." in [revision.content["summary"] for revision in now.revisions.all()]


def test_nothing_is_discarded_while_it_is_under_review(client, other):
    publish_with(other, summary="Live words.")
    sign_in(client, make_staff("erin", "Editors"))
    edit(client, other, "action-submit", summary="For review.")

    client.post(reverse("discard_page_changes", args=[other.pk]))

    assert InformationPage.objects.get(pk=other.pk).get_latest_revision().content["summary"] == "For review."


def test_discarding_is_no_writing(client, other):
    publish_with(other, summary="Live words.")
    carol = make_staff("carol", "Clinical reviewers")
    sign_in(client, make_staff("erin", "Editors"))
    edit(client, other, "action-save", summary="Half a thought.")
    sign_in(client, carol)
    client.post(reverse("discard_page_changes", args=[other.pk]))
    now = InformationPage.objects.get(pk=other.pk)
    now.summary = "A whole thought."

    now.save_revision(user=make_staff("nora", "Editors")).publish(user=carol)

    assert InformationPage.objects.get(pk=other.pk).summary == "A whole thought."


# -- no dead link -------------------------------------------------------------------


def links_in(html):
    return {link for link in re.findall(r'href="(/[^"#?]*)', html) if not link.startswith(("/static/", "/cms/"))}


def fixed_addresses_in(folder, pattern):
    texts = (path.read_text() for path in (ROOT / folder).rglob("*") if path.suffix in {".html", ".txt", ".py"})
    return {address for text in texts for address in re.findall(pattern, text)}


def test_every_page_that_templates_and_code_link_to_is_fixed():
    linked = fixed_addresses_in("templates", r'href="(/(?:[a-z-]+/)*)[#"]')
    linked |= fixed_addresses_in("contact", r'format_html\([^)]*"(/[a-z-]+/)"')

    assert linked - set(FIXED_PAGES) == set()
    assert {"/", "/crisis-help/", "/privacy/"} <= linked


def test_no_link_is_dead_whatever_is_taken_down(client):
    call_command("load_starter_pages", verbosity=0)
    pages = Page.objects.live().filter(depth__gt=1).specific()
    for page in pages:
        with suppress(FixedPageError):
            page.unpublish()
    left = {page.url for page in Page.objects.live().filter(depth__gt=1).specific()}

    shown = [client.get(address).content.decode() for address in [*left, "/consultation/", "/search/", "/nowhere/"]]
    dead = {link for html in shown for link in links_in(html) if client.get(link).status_code == 404}

    assert left == set(FIXED_PAGES)
    assert dead == set()
