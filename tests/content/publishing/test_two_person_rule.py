"""Nobody publishes their own change, and approval signs the page."""

import pytest

from content.models import InformationPage
from content.publishing.publish_guard import PublishRefused
from tests.builders.dates import clinics_today
from tests.builders.editing import approve, edit, publish_together
from tests.builders.pages import make_whole_page
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_whole_page(summary="Old words.", reviewed_by="Dr. Earlier", reviewer_role="psychiatrist")


@pytest.fixture
def carol():
    return make_staff("carol", "Clinical reviewers", first_name="Carol", last_name="Reyes")


@pytest.fixture
def owner():
    user = make_owner()
    user.groups.set(make_staff("sam", "Clinical reviewers").groups.all())
    return user


def now(page):
    return InformationPage.objects.get(pk=page.pk)


def write(page, user, summary="New words."):
    page.summary = summary
    return page.save_revision(user=user)


@pytest.mark.parametrize("who", ["carol", "owner"])
def test_the_writer_cannot_publish_in_the_editor(client, page, who, request):
    sign_in(client, request.getfixturevalue(who))

    response = edit(client, page, "action-publish", summary="New words.")

    assert now(page).summary == "Old words."
    assert "another clinical reviewer has to approve" in response.content.decode()
    assert now(page).get_latest_revision().content["summary"] == "New words."


@pytest.mark.parametrize("who", ["carol", "owner"])
def test_the_writer_cannot_approve(client, page, who, request):
    sign_in(client, request.getfixturevalue(who))
    edit(client, page, "action-submit", summary="New words.")

    approve(client, page)

    assert (now(page).summary, page.workflow_in_progress) == ("Old words.", True)


def test_the_writer_cannot_publish_with_others(client, page, carol):
    write(page, carol)
    sign_in(client, carol)

    publish_together(client, page)

    assert now(page).summary == "Old words."


def test_the_writer_of_an_earlier_part_cannot_publish_the_rest(page, carol):
    write(page, carol)
    revision = write(page, make_staff("erin", "Editors"), "Newer words.")

    with pytest.raises(PublishRefused):
        revision.publish(user=carol)

    assert now(page).summary == "Old words."


def test_who_takes_a_page_down_cannot_put_up_their_own_words(page, carol):
    write(page, make_staff("erin", "Editors"), "Read words.").publish(user=carol)
    page = now(page)
    page.unpublish(user=carol)
    page.summary = "Unread words."
    page.save()
    revision = page.save_revision(user=carol)

    with pytest.raises(PublishRefused):
        revision.publish(user=carol)

    assert not now(page).live


def test_who_wrote_the_last_version_may_publish_the_next(page, carol):
    nora = make_staff("nora", "Clinical reviewers")
    write(page, carol).publish(user=nora)

    write(now(page), nora, "Newer words.").publish(user=carol)

    assert now(page).summary == "Newer words."


def test_an_owner_who_is_no_clinical_reviewer_cannot_publish(page):
    revision = write(page, make_staff("erin", "Editors"))

    with pytest.raises(PublishRefused, match="Only a clinical reviewer"):
        revision.publish(user=make_owner())

    assert now(page).summary == "Old words."


def test_approval_signs_what_goes_live(client, page, carol):
    sign_in(client, make_staff("erin", "Editors"))
    edit(client, page, "action-submit", summary="New words.")
    sign_in(client, carol)

    approve(client, page)

    signed, today = now(page), clinics_today()
    assert (signed.reviewed_by, signed.reviewer_role, signed.reviewed_by_writer) == ("Carol Reyes", "", False)
    assert (signed.last_reviewed, signed.next_review_due.year) == (today, today.year + 1)


def test_a_draft_that_was_refused_bears_nobodys_name(page, carol):
    revision = write(page, make_staff("erin", "Editors"), "Ketamine is a miracle.")

    with pytest.raises(PublishRefused):
        revision.publish(user=carol)

    assert now(page).get_latest_revision().content["reviewed_by"] == "Dr. Earlier"


def test_a_role_that_is_known_is_signed_with_the_name(page, carol):
    make_whole_page("other", reviewed_by="Carol Reyes", reviewer_role="psychiatrist")

    write(page, make_staff("erin", "Editors")).publish(user=carol)

    assert now(page).reviewer_role == "psychiatrist"


def test_a_clinic_with_one_clinician_says_so_on_the_page(client, page, carol, settings):
    settings.FOUR_EYES = False
    sign_in(client, carol)

    edit(client, page, "action-publish", summary="New words.")

    assert "Clinically reviewed by Carol Reyes, who also wrote it" in client.get(page.url).content.decode()


def test_an_owner_alone_publishes_without_signing(client, page, settings):
    settings.FOUR_EYES = False
    sign_in(client, make_owner())

    edit(client, page, "action-publish", summary="New words.")

    assert (now(page).summary, now(page).reviewed_by) == ("New words.", "")
