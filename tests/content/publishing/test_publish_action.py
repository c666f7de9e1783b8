"""Every route publishes by one action, which reviews the page once."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page

from content.models import InformationPage
from content.publishing import publish_guard
from content.publishing.publish_guard import PublishRefused
from tests.builders.editing import approve, edit, publish_together
from tests.builders.pages import make_whole_page
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_whole_page(summary="Old words.")


@pytest.fixture
def erin():
    return make_staff("erin", "Editors")


@pytest.fixture
def carol(client):
    user = make_staff("carol", "Clinical reviewers")
    sign_in(client, user)
    return user


@pytest.fixture
def review():
    """Only on the way to readers: the panel of the editor and the staff home show reviews of their own."""
    with mock.patch.object(publish_guard, "review", wraps=publish_guard.review) as review:
        yield review


def draft_of(page, user, summary="New words."):
    page.summary = summary
    return page.save_revision(user=user)


def live_words(page):
    return InformationPage.objects.get(pk=page.pk).summary


def by_program(client, page, erin, carol):
    draft_of(page, erin).publish(user=carol)


def in_bulk(client, page, erin, carol):
    draft_of(page, erin)
    publish_together(client, page)


def by_schedule(client, page, erin, carol):
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = draft_of(page, erin)
    revision.approved_go_live_at = page.go_live_at
    revision.save()
    call_command("publish_scheduled")


@pytest.mark.usefixtures("carol")
@pytest.mark.parametrize("publish", [by_program, in_bulk, by_schedule])
def test_one_publish_is_one_review(client, page, erin, carol, review, publish):
    publish(client, page, erin, carol)

    assert live_words(page) == "New words."
    assert review.call_count == 1


def test_the_editors_button_is_one_review(client, page, carol, review, settings):
    settings.FOUR_EYES = False

    edit(client, page, "action-publish", summary="New words.")

    assert live_words(page) == "New words."
    assert review.call_count == 1


def test_an_approval_is_one_review(client, page, erin, carol, review):
    draft_of(page, erin)
    page.get_workflow().start(page, erin)

    approve(client, page)

    assert live_words(page) == "New words."
    assert review.call_count == 1


def test_words_that_change_after_their_review_are_reviewed_again(page, erin, carol):
    revision = draft_of(page, erin)

    with (
        mock.patch("content.models.publish_action.PublishPageRevisionAction.execute", spoil),
        pytest.raises(PublishRefused),
    ):
        revision.publish(user=carol)

    assert live_words(page) == "Old words."


def spoil(action, **kwargs):
    action.object.summary = "Ketamine is a miracle."
    action.object.save()


def by_the_editors_api(client, page):
    client.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"]))


def by_wagtails_own_action(client, page):
    revision = InformationPage.objects.get(pk=page.pk).get_latest_revision()
    with pytest.raises(PublishRefused, match="one way to publish"):
        PublishPageRevisionAction(revision).execute()


@pytest.mark.parametrize("publish", [by_the_editors_api, by_wagtails_own_action])
@pytest.mark.parametrize("was_live", [True, False])
def test_no_other_route_publishes_what_its_writer_wrote(client, page, carol, publish, was_live):
    if not was_live:
        page.unpublish()
    draft_of(InformationPage.objects.get(pk=page.pk), carol)

    publish(client, page)

    stored = Page.objects.get(pk=page.pk)
    assert (live_words(page), stored.live) == ("Old words.", was_live)
    assert not stored.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_the_editors_api_schedules_nothing_that_its_writer_wrote(client, page, carol):
    page.go_live_at = timezone.now() + timedelta(days=1)
    draft_of(page, carol)

    by_the_editors_api(client, page)

    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()
