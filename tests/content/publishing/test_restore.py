"""Discarding a draft, and putting a page back as visitors saw it last."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from content.editor.staff_home import hidden_pages
from content.models import InformationPage
from tests.builders.editing import edit
from tests.builders.pages import make_whole_page
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(days=1)


def plain(page):
    return Page.objects.get(pk=page.pk)


def publish_with(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def is_as_it_was(page):
    now = plain(page)
    is_open = not now.get_view_restrictions().exists()
    return now.live and now.slug == page.slug and now.url_path == page.url_path and is_open and not now.expire_at


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
