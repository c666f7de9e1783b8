"""The setup list: what the clinic can say about itself, step by step, from the records themselves."""

from datetime import date

import pytest
from django.urls import reverse

from contact.models import ClinicDetails, CrisisHelp
from content.models import PricesAndInsurance
from content.models.prices import Price
from tests.builders.requests import make_clinic_details, make_location
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db


def steps(client, user):
    sign_in(client, user)
    page = client.get(reverse("admin:setup"))
    return {step.title: step for step in page.context["setup"].steps}


def test_an_owner_sees_every_step_and_nothing_is_done_on_a_new_site(client):
    found = steps(client, make_owner())

    assert list(found) == [
        "Name, logo and color", "Place and hours", "Replies", "Referrals", "Crisis numbers", "On call for safety",
        "Treatments", "Prices",
        "Insurance and paying", "Safety during a session", "Photographs", "Pages to sign",
    ]  # fmt: skip
    assert not any(step.is_done for title, step in found.items() if title != "Pages to sign")


def test_each_step_leads_to_a_form_that_opens(client):
    for step in steps(client, make_owner()).values():
        assert client.get(step.address, follow=True).status_code == 200, step.title


def test_what_is_filled_in_is_done(client):
    make_location(
        phone="(212) 555-0100", street="1 Main Street", city="Albany", parking="Behind.", after_hours="Call us."
    )
    ClinicDetails.objects.update_or_create(pk=1, defaults={"referral_fax": "(212) 555-0101"})
    CrisisHelp.objects.create()
    record = PricesAndInsurance.for_editor()
    record.as_of, record.cancelling = date(2026, 11, 1), "Nothing."
    record.prices = [Price(what="Infusion", amount=450, in_first_course=6)]
    record.save_revision().publish()

    found = steps(client, make_owner())

    assert {title for title, step in found.items() if step.is_done} >= {"Referrals", "Crisis numbers", "Prices"}
    assert set(found["Place and hours"].missing) == {"opening hours", "how to get in without steps"}


def test_a_draft_that_waits_for_review_is_told(client):
    record = PricesAndInsurance.for_editor()
    record.cancelling = "Nothing."
    record.save_revision()

    assert steps(client, make_owner())["Prices"].is_waiting


def test_staff_see_the_steps_that_they_may_take(client):
    assert "Name, logo and color" not in steps(client, make_staff("eli", "Editors"))
    assert "Pages to sign" not in steps(client, make_staff("max", "Practice managers"))


def test_others_have_no_setup(client):
    sign_in(client, make_staff("nadia", "Triage"))

    assert client.get(reverse("admin:setup")).status_code == 403
    assert reverse("admin:setup") not in client.get("/admin/").content.decode()


def test_the_staff_home_leads_there_until_all_is_done(client):
    sign_in(client, make_staff("max", "Practice managers"))

    assert f'href="{reverse("admin:setup")}"' in client.get("/admin/").content.decode()


def test_a_part_of_the_details_is_saved_alone_and_leads_back_to_the_list(client):
    make_clinic_details(name="Harbor Clinic", email="desk@example.com")
    sign_in(client, make_staff("max", "Practice managers"))
    address = f"{reverse('admin:contact_clinicdetails_change', args=[1])}?part=name"
    page = client.get(address)
    fields = page.context["adminform"].form

    answer = client.post(
        address,
        {"name": "Lake Clinic", "brand_color": "#6B3FA0", "as_opened": fields.initial["as_opened"]},
    )

    assert answer["Location"] == reverse("admin:setup")
    clinic = ClinicDetails.current()
    assert (clinic.name, clinic.brand_color, clinic.email) == ("Lake Clinic", "#6b3fa0", "desk@example.com")
    assert "email" not in fields.fields
