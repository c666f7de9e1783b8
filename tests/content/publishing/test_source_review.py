"""A source that pages cite is changed by two people, like the pages themselves."""

import pytest
from django.urls import reverse

from content.models import Source
from content.publishing.publish_guard import PublishRefused
from tests.builders.pages import make_source, make_whole_page
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

NEW = "A trial, with its errata. 2021."


@pytest.fixture
def source():
    return make_source()


@pytest.fixture
def erin():
    return make_staff("erin", "Editors")


def edit(client, source, action):
    form = {"identifier": source.identifier, "kind": source.kind, "citation": NEW, "url": "", action: "yes"}
    return client.post(reverse(source.snippet_viewset.get_url_name("edit"), args=[source.pk]), form, follow=True)


def shown_to_readers(source):
    return Source.objects.get(pk=source.pk).citation


def write(source, user):
    source.citation = NEW
    return source.save_revision(user=user)


@pytest.mark.parametrize("action", ["action-save", "action-publish", "action-submit"])
def test_an_editors_change_waits(client, source, erin, action):
    sign_in(client, erin)

    edit(client, source, action)

    assert shown_to_readers(source) == "A trial. 2020."
    source.refresh_from_db()
    assert source.get_latest_revision().content["citation"] == NEW


def test_a_reviewer_approves_it(client, source, erin, carol):
    page = make_whole_page()
    sign_in(client, erin)
    edit(client, source, "action-submit")
    sign_in(client, carol)
    task = source.current_workflow_state.current_task_state

    address = reverse(source.snippet_viewset.get_url_name("workflow_action"), args=[source.pk, "approve", task.pk])
    client.post(address, {"comment": ""})

    assert NEW in client.get(page.get_url()).content.decode()


@pytest.mark.parametrize("who", ["reviewer", "owner"])
def test_nobody_publishes_their_own_change(client, source, carol, who):
    sign_in(client, carol if who == "reviewer" else make_owner())

    response = edit(client, source, "action-publish")

    assert shown_to_readers(source) == "A trial. 2020."
    assert "reviewer" in " ".join(str(message) for message in response.context["messages"])


def test_where_one_clinician_works_alone_they_may(client, source, carol, settings):
    settings.FOUR_EYES = False
    sign_in(client, carol)

    edit(client, source, "action-publish")

    assert shown_to_readers(source) == NEW


def test_a_second_reviewer_may_publish_what_the_first_wrote(source, carol):
    revision = write(source, carol)

    with pytest.raises(PublishRefused):
        revision.publish(user=carol)
    revision.publish(user=make_staff("nora", "Clinical reviewers"))

    assert shown_to_readers(source) == NEW
