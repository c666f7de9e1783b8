"""No page with an error goes live, by whatever route and whoever tries. Beside each stands a page that may."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.models import ConditionPage, InformationPage
from content.models.signals import page_publishing, page_saving, record_publishing
from content.publishing.publish_guard import PublishRefused
from tests.builders.dates import clinics_today
from tests.builders.editing import approve, edit, form_of, publish_together
from tests.builders.pages import (
    go_live_unreviewed,
    make_condition_page,
    make_home_page,
    make_section_page,
    make_whole_page,
)
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

MIRACLE = "Ketamine is a miracle."
PLAIN = "What to bring."


@pytest.fixture
def page():
    return make_whole_page(summary="Old words.")


@pytest.fixture(params=["Clinical reviewer", "owner"])
def reviewer(request):
    """Alone at work, so that only the review of the words can say no; an owner may do everything."""
    return make_owner("carol") if request.param == "owner" else make_staff("carol", "Clinical reviewers")


@pytest.fixture
def one_clinician(settings):
    settings.FOUR_EYES = False


def live_words(page):
    return InformationPage.objects.get(pk=page.pk).summary


def draft_words(page):
    return InformationPage.objects.get(pk=page.pk).get_latest_revision().content["summary"]


def draft_of(page, summary, user=None):
    page.summary = summary
    return page.save_revision(user=user)


def told(response):
    return " ".join(str(message) for message in response.context["messages"])


@pytest.mark.usefixtures("one_clinician")
@pytest.mark.parametrize(("words", "shown"), [(MIRACLE, "Old words."), (PLAIN, PLAIN)])
def test_the_editors_button(client, page, reviewer, words, shown):
    sign_in(client, reviewer)

    response = edit(client, page, "action-publish", summary=words)

    assert live_words(page) == shown
    assert (MIRACLE in told(response)) is (words == MIRACLE)
    assert draft_words(page) == words


@pytest.mark.usefixtures("one_clinician")
@pytest.mark.parametrize(("words", "live"), [(MIRACLE, False), (PLAIN, True)])
def test_a_new_page(client, page, reviewer, words, live):
    sign_in(client, reviewer)
    address = reverse("wagtailadmin_pages:add", args=["content", "informationpage", make_home_page().pk])

    client.post(address, form_of(page, slug="new", summary=words, **{"action-publish": "yes"}), follow=True)

    new = InformationPage.objects.get(slug="new")
    assert (new.live, new.get_latest_revision().content["summary"]) == (live, words)


@pytest.mark.parametrize(("words", "shown"), [(MIRACLE, "Old words."), (PLAIN, PLAIN)])
def test_approval(client, page, words, shown):
    sign_in(client, make_staff("erin", "Editors"))
    edit(client, page, "action-submit", summary=words)
    sign_in(client, make_staff("carol", "Clinical reviewers"))

    response = approve(client, page)

    assert live_words(page) == shown
    assert (MIRACLE in told(response)) is (words == MIRACLE)
    assert page.workflow_in_progress is (words == MIRACLE)


def test_several_at_once(client):
    wrong, right = make_whole_page("wrong", title="Wrong"), make_whole_page("right", title="Right")
    draft_of(wrong, MIRACLE)
    draft_of(right, PLAIN)
    sign_in(client, make_staff("carol", "Clinical reviewers"))

    response = publish_together(client, wrong, right)

    assert (live_words(wrong), live_words(right)) == ("What this page says.", PLAIN)
    assert "Wrong: It has errors to mend first." in told(response)
    assert "Right" not in told(response)


def test_a_schedule_is_checked_when_it_is_due(caplog):
    wrong, right = make_whole_page("wrong"), make_whole_page("right")
    for page, words in [(wrong, MIRACLE), (right, PLAIN)]:
        page.go_live_at = timezone.now() - timedelta(minutes=1)
        revision = draft_of(page, words)
        revision.approved_go_live_at = page.go_live_at
        revision.save()

    call_command("publish_scheduled")

    assert (live_words(wrong), live_words(right)) == ("What this page says.", PLAIN)
    assert [record.getMessage() for record in caplog.records if "stays a draft" in record.getMessage()] == [
        f"Page {wrong.pk} stays a draft. Rules: F07"
    ]
    assert not wrong.revisions.filter(approved_go_live_at__isnull=False).exists()


@pytest.mark.usefixtures("one_clinician")
@pytest.mark.parametrize(("words", "scheduled"), [(MIRACLE, False), (PLAIN, True)])
def test_putting_on_the_schedule(page, reviewer, words, scheduled):
    page.go_live_at = timezone.now() + timedelta(days=1)
    revision = draft_of(page, words, reviewer)

    try_to(revision.publish, user=reviewer)

    assert page.revisions.filter(approved_go_live_at__isnull=False).exists() is scheduled


@pytest.mark.parametrize(("words", "copies"), [(MIRACLE, 0), (PLAIN, 1)])
def test_a_copy_of_a_live_page(page, words, copies):
    page.summary = words
    go_live_unreviewed(page)

    try_to(page.copy, update_attrs={"slug": "copied"}, keep_live=True)

    assert InformationPage.objects.filter(slug="copied", live=True).count() == copies


@pytest.mark.parametrize(("four_eyes", "live"), [(True, False), (False, True)])
def test_no_copy_goes_live_at_once_where_two_have_to_agree(client, page, settings, four_eyes, live):
    settings.FOUR_EYES = four_eyes
    sign_in(client, make_owner())
    place = make_home_page().pk
    answers = {"new_title": "Copy", "new_slug": "copied", "new_parent_page": place, "publish_copies": "on"}

    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), answers)

    assert InformationPage.objects.filter(slug="copied", live=True).exists() is live


def test_a_copy_of_a_section_with_its_pages():
    section = make_section_page("section")
    make_condition_page("on-the-shelf", section, summary=MIRACLE)

    try_to(
        Page.objects.get(pk=section.pk).specific.copy, recursive=True, update_attrs={"slug": "copied"}, keep_live=True
    )

    assert ConditionPage.objects.filter(slug="on-the-shelf", live=True).count() == 1


@pytest.mark.parametrize(("words", "aliases"), [(MIRACLE, 0), (PLAIN, 1)])
def test_an_alias_of_a_live_page(page, words, aliases):
    page.summary = words
    go_live_unreviewed(page)

    try_to(page.create_alias, update_slug="alias")

    assert InformationPage.objects.filter(slug="alias", live=True).count() == aliases


def test_an_alias_follows_its_page_only_through_the_gate(page):
    alias = page.create_alias(update_slug="alias")

    try_to(draft_of(page, MIRACLE).publish, skip_permission_checks=True)

    assert (live_words(page), live_words(alias)) == ("Old words.", "Old words.")


def test_there_is_no_api_that_writes_pages(settings):
    assert not [name for name in settings.INSTALLED_APPS if name.startswith(("wagtail.api", "rest_framework"))]


def test_moving_a_draft_leaves_it_a_draft(page):
    page.unpublish()
    draft_of(page, MIRACLE)
    section = make_section_page()

    Page.objects.get(pk=page.pk).move(section, pos="last-child")

    assert InformationPage.objects.get(pk=page.pk).live is False


@pytest.mark.usefixtures("one_clinician")
@pytest.mark.parametrize(("words", "shown"), [(MIRACLE, PLAIN), ("Earlier words.", "Earlier words.")])
def test_going_back_to_an_earlier_version(client, page, reviewer, words, shown):
    earlier = draft_of(page, words)
    draft_of(page, PLAIN).publish()
    sign_in(client, reviewer)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, earlier.pk])
    assert client.get(address).context["form"]["summary"].value() == words

    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form_of(page, summary=words, revision=earlier.pk, **{"action-publish": "yes"}),
    )

    assert live_words(page) == shown


@pytest.mark.parametrize(("words", "shown"), [(MIRACLE, "Old words."), (PLAIN, PLAIN)])
def test_a_program(page, words, shown):
    try_to(draft_of(page, words).publish, skip_permission_checks=True)

    assert live_words(page) == shown


@pytest.mark.parametrize(("words", "shown"), [(MIRACLE, "Old words."), (PLAIN, PLAIN)])
def test_writing_to_a_live_page(page, words, shown):
    page.summary = words

    try_to(page.save)

    assert live_words(page) == shown


def test_a_draft_can_always_be_saved(client, page):
    sign_in(client, make_staff("erin", "Editors"))

    edit(client, page, "action-save", summary=MIRACLE)

    assert (live_words(page), draft_words(page)) == ("Old words.", MIRACLE)


def test_time_does_not_take_a_page_down(page):
    page.next_review_due = clinics_today() - timedelta(days=1)
    page.last_reviewed = page.next_review_due - timedelta(days=365)
    go_live_unreviewed(page)

    page.show_in_menus = True
    page.save()

    assert InformationPage.objects.get(pk=page.pk).show_in_menus


def try_to(publish, **arguments):
    with suppress(PublishRefused):
        publish(**arguments)


@pytest.mark.parametrize("signal", [page_saving, page_publishing, record_publishing])
def test_nothing_goes_on_while_no_guard_is_connected(signal, monkeypatch):
    monkeypatch.setattr(signal, "receivers", [])

    with pytest.raises(ImproperlyConfigured):
        signal.send(InformationPage)
