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
from tests.builders.requests import make_clinic_details, make_location
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

OF_THE_CLINIC = {"name": "Riverside Clinic", "emergency_notice": "Closed today because of snow."}
OF_THE_LOCATION = {"phone": "(212) 555-0142"}
NEW = OF_THE_CLINIC | OF_THE_LOCATION


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
    make_clinic_details()
    location = make_location()
    before = [client.get(address).content.decode() for address in addresses]
    assert [words for text in before for words in NEW.values() if words in text] == []

    sign_in(client, make_staff("max", "Practice managers"))
    saved = save(client, reverse("admin:contact_clinicdetails_change", args=[1]), **OF_THE_CLINIC)
    assert saved.status_code == 302
    saved = save(client, reverse("admin:contact_location_change", args=[location.pk]), **OF_THE_LOCATION)
    assert saved.status_code == 302
    client.logout()

    for address in addresses:
        page = client.get(address).content.decode()
        assert [words for words in NEW.values() if words not in page] == [], address


def save(client, address, **changes):
    """What the form posts when only these fields were changed."""
    shown = client.get(address).context
    data = values_of(shown["adminform"].form)
    for formset in shown["inline_admin_formsets"]:
        data |= values_of(formset.formset.management_form)
        for form in formset.formset.forms:
            data |= values_of(form)
    return client.post(address, data | changes)


def values_of(form):
    return {field.html_name: "" if field.value() in (None, "") else field.value() for field in form}
