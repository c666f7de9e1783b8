"""Who may write, who may publish, and the review between the two."""

import pytest
from wagtail.models import Workflow

from content.models import InformationPage
from tests.builders.editing import approve, edit
from tests.builders.pages import make_information_page, make_whole_page
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db


def test_one_workflow_covers_every_page():
    page = make_information_page()

    assert [workflow.name for workflow in Workflow.objects.all()] == ["Clinical review"]
    assert page.get_workflow().name == "Clinical review"
    (task,) = page.get_workflow().tasks
    assert [group.name for group in task.specific.groups.all()] == ["Clinical reviewers"]


@pytest.mark.parametrize(("role", "may"), [("Editors", False), ("Clinical reviewers", True), ("Triage", False)])
def test_only_clinical_reviewers_may_publish(role, may):
    user = make_staff("sam", role)

    assert make_information_page().permissions_for_user(user).can_publish() is may


def test_an_editor_who_forges_a_publish_publishes_nothing(client):
    page = make_information_page(summary="Old words.")
    sign_in(client, make_staff("erin", "Editors"))

    edit(client, page, "action-publish", summary="New words.")

    assert InformationPage.objects.get(pk=page.pk).summary == "Old words."


def test_a_change_is_live_when_a_reviewer_approved_it(client):
    page = make_whole_page(summary="Old words.")
    sign_in(client, make_staff("erin", "Editors"))
    edit(client, page, "action-submit", summary="New words.")
    assert InformationPage.objects.get(pk=page.pk).summary == "Old words."

    sign_in(client, make_staff("carol", "Clinical reviewers"))
    approve(client, page)

    assert InformationPage.objects.get(pk=page.pk).summary == "New words."
