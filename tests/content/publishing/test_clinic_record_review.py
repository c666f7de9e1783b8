"""What the clinic says about itself: drafted by staff, published by a second person, one form for each record."""

import pytest
from django.urls import reverse

from content.editor.clinic_records import edit_address
from content.models import CLINIC_RECORDS, MonitoringAndReadiness, PricesAndInsurance
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

ROWS = {f"{name}-{count}": 0 for name in ["prices", "plans"] for count in ["INITIAL_FORMS", "MIN_NUM_FORMS"]}


def form_with(price="450", as_of="2026-11-01", **fields):
    row = {"what": "IV infusion", "includes": "", "amount": price, "in_first_course": "6", "id": "", "ORDER": "1"}
    rows = {f"prices-0-{name}": value for name, value in row.items()}
    counts = ROWS | {"prices-TOTAL_FORMS": 1, "plans-TOTAL_FORMS": 0}
    words = dict.fromkeys(["ways_to_pay", "superbill", "prior_approval", "cancelling"], "")
    return {"as_of": as_of} | counts | rows | words | fields


def post(client, action, **fields):
    address = reverse(PricesAndInsurance.snippet_viewset.get_url_name("edit"), args=[1])
    return client.post(address, form_with(**fields) | {action: "yes"}, follow=True)


@pytest.mark.parametrize("role", ["Editors", "Clinical reviewers", "Practice managers"])
@pytest.mark.parametrize("model", CLINIC_RECORDS)
def test_each_record_is_one_form(client, model, role):
    sign_in(client, make_staff("sam", role))

    page = client.get(edit_address(model), follow=True)

    assert page.status_code == 200
    assert model.objects.filter(live=False).exists()


@pytest.mark.parametrize("role", ["Triage", "Privacy officers"])
def test_others_cannot_reach_them(client, role):
    sign_in(client, make_staff("sam", role))

    client.get(edit_address(MonitoringAndReadiness), follow=True)

    assert not MonitoringAndReadiness.objects.exists()


@pytest.mark.parametrize("role", ["Editors", "Practice managers"])
def test_a_change_waits_for_a_reviewer(client, settings, role):
    settings.FOUR_EYES = True
    PricesAndInsurance.for_editor()
    sign_in(client, make_staff("sam", role))

    post(client, "action-publish")

    assert not PricesAndInsurance.current().is_filled
    assert PricesAndInsurance.for_editor().get_latest_revision().content["prices"][0]["amount"] == "450.00"


def test_a_reviewer_publishes_what_somebody_else_wrote(client, settings):
    settings.FOUR_EYES = True
    PricesAndInsurance.for_editor()
    sign_in(client, make_staff("sam", "Practice managers"))
    post(client, "action-submit")
    carol = make_staff("carol", "Clinical reviewers")
    sign_in(client, carol)
    task = PricesAndInsurance.for_editor().current_workflow_state.current_task_state

    address = PricesAndInsurance.snippet_viewset.get_url_name("workflow_action")
    client.post(reverse(address, args=[1, "approve", task.pk]), {"comment": ""})

    assert [price.amount_text for price in PricesAndInsurance.current().shown_prices] == ["$450"]


def test_a_price_without_the_day_from_which_it_holds_is_sent_back(client):
    PricesAndInsurance.for_editor()
    sign_in(client, make_staff("sam", "Editors"))

    answer = post(client, "action-save", as_of="")

    assert "Enter the day from which these prices hold." in answer.content.decode()
    assert 'value="IV infusion"' in answer.content.decode()
    assert PricesAndInsurance.for_editor().get_latest_revision() is None
