"""Who may write, who may publish, and the review between the two."""

import pytest
from django.urls import reverse
from wagtail.models import Workflow

from content.models import InformationPage
from tests.builders.pages import make_information_page
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db


def edit(client, page, action, **fields):
    data = {"title": page.title, "slug": page.slug, "summary": "New words.", "body-count": "0", "status_line": ""}
    data |= {"written_by": "", "reviewed_by": "", "reviewer_role": "", "short_title": "", "search_description": ""}
    data |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, action: "yes"} | fields
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


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

    edit(client, page, "action-publish")

    assert InformationPage.objects.get(pk=page.pk).summary == "Old words."


def test_a_change_is_live_when_a_reviewer_approved_it(client):
    page = make_information_page(summary="Old words.")
    sign_in(client, make_staff("erin", "Editors"))
    edit(client, page, "action-submit")
    assert InformationPage.objects.get(pk=page.pk).summary == "Old words."

    sign_in(client, make_staff("carol", "Clinical reviewers"))
    task = page.current_workflow_state.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    client.post(address, {"comment": ""})

    assert InformationPage.objects.get(pk=page.pk).summary == "New words."
