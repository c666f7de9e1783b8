"""What a practice manager saves about the clinic is on every kind of page at once."""

import pytest
from django.urls import reverse

from tests.builders.pages import (
    make_condition_page,
    make_home_page,
    make_information_page,
    make_section_page,
    make_treatment_page,
)
from tests.builders.requests import make_clinic_details
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

NEW = {"name": "Riverside Clinic", "phone": "(212) 555-0142", "emergency_notice": "Closed today because of snow."}


@pytest.fixture
def addresses():
    pages = [
        make_home_page(),
        make_section_page("about"),
        make_information_page(),
        make_condition_page(),
        make_treatment_page(),
    ]
    return [*(page.url for page in pages), reverse("consultation"), "/search/", "/no-such-page/"]


def test_saving_shows_everywhere_at_once(client, addresses):
    clinic = make_clinic_details()
    before = [client.get(address).content.decode() for address in addresses]
    assert [words for text in before for words in NEW.values() if words in text] == []

    sign_in(client, make_staff("max", "Practice managers"))
    response = save_details(client, clinic, **NEW)
    assert response.status_code == 302
    client.logout()

    for address in addresses:
        page = client.get(address).content.decode()
        assert [words for words in NEW.values() if words not in page] == [], address


def save_details(client, clinic, **changes):
    """What the form of the clinic's details posts when only these fields were changed."""
    address = reverse("admin:contact_clinicdetails_change", args=[clinic.pk])
    shown = client.get(address).context
    data = values_of(shown["adminform"].form)
    for formset in shown["inline_admin_formsets"]:
        data |= values_of(formset.formset.management_form)
        for form in formset.formset.forms:
            data |= values_of(form)
    return client.post(address, data | changes)


def values_of(form):
    return {field.html_name: "" if field.value() is None else field.value() for field in form}
