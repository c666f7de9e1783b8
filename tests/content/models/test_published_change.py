"""The line that is asked for at publishing is what readers see on "How we review our content"."""

import pytest
from django.urls import reverse

from content.models import InformationPage, PublishedChange
from content.publishing.publish_guard import PublishRefused
from tests.builders.dates import clinics_today
from tests.builders.editing import approve, edit
from tests.builders.pages import make_information_page, make_whole_page
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

LINE = "Said more plainly that nobody is tracked."


@pytest.fixture
def page():
    return make_whole_page(title="Privacy of readers")


@pytest.fixture
def list_of_changes():
    return make_information_page("how-we-review", body=[("changes", {"nothing_yet": "Nothing yet."})])


def write(page, line, summary="New words."):
    page.summary, page.what_changed = summary, line
    return page.save_revision(user=make_staff("erin", "Editors"))


def read(client, page):
    return client.get(page.get_url()).content.decode()


def test_nothing_has_changed_yet(client, page, list_of_changes):
    assert "Nothing yet." in read(client, list_of_changes)


def test_a_line_goes_from_the_editor_to_readers(client, page, carol, list_of_changes):
    sign_in(client, make_staff("erin", "Editors"))
    edit(client, page, "action-submit", summary="New words.", what_changed=LINE)
    assert LINE not in read(client, list_of_changes)
    sign_in(client, carol)

    approve(client, page)

    shown = read(client, list_of_changes)
    assert LINE in shown
    assert f'<a href="{page.get_url()}">Privacy of readers</a>' in shown
    assert f'datetime="{clinics_today():%Y-%m-%d}"' in shown
    assert "erin" not in shown.lower()
    assert "carol" not in shown.lower()


def test_a_page_that_says_nothing_adds_nothing(page, carol):
    write(page, "").publish(user=carol)

    assert not PublishedChange.objects.exists()


def test_the_same_line_is_noted_once(page, carol):
    revision = write(page, LINE)

    revision.publish(user=carol)
    InformationPage.objects.get(pk=page.pk).get_latest_revision().publish(user=carol)

    assert PublishedChange.objects.count() == 1


def test_the_next_version_begins_without_a_line(client, page, carol):
    write(page, LINE).publish(user=carol)
    sign_in(client, make_staff("nora", "Editors"))

    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]

    assert form["what_changed"].value() == ""


def test_a_draft_keeps_its_line(client, page, carol):
    write(page, LINE)
    sign_in(client, make_staff("nora", "Editors"))

    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]

    assert form["what_changed"].value() == LINE


def test_a_reviewer_who_words_the_line_has_not_written_the_page(page, carol):
    write(page, "")
    page.what_changed = LINE
    revision = page.save_revision(user=carol)

    revision.publish(user=carol)

    assert PublishedChange.objects.get().words == LINE


def test_a_line_is_reviewed_like_any_words(page, carol):
    with pytest.raises(PublishRefused, match="errors to mend"):
        write(page, "Ketamine is a miracle.").publish(user=carol)


def test_pages_that_not_everybody_can_read_are_not_named(client, page, carol, list_of_changes):
    write(page, LINE).publish(user=carol)
    InformationPage.objects.get(pk=page.pk).unpublish()

    assert LINE not in read(client, list_of_changes)


def test_the_list_is_read_at_once(page, carol, list_of_changes, django_assert_max_num_queries, client):
    for number in range(30):
        PublishedChange.objects.create(page=page, words=f"Change {number}.")

    with django_assert_max_num_queries(14):
        shown = read(client, list_of_changes)

    assert "Change 29." in shown
    assert "Change 9." not in shown
