"""While an editor fills in a record of the clinic, the preview shows a page with it."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from content.models import MonitoringAndReadiness, Photographs, PricesAndInsurance, TreatmentsOffered
from content.starter.files import read_page_files
from tests.builders.pages import make_home_page, make_information_page
from tests.builders.staff import make_staff, sign_in

STARTER_PAGES = Path(settings.BASE_DIR) / "content/starter/en"
pytestmark = pytest.mark.django_db


def test_the_prices_of_the_form_stand_on_their_page_before_they_are_saved(client):
    make_home_page()
    make_information_page("costs", body=[("clinic_record", {"record": "prices"})])
    sign_in(client, make_staff("erin", "Editors"))
    row = PricesAndInsurance.for_editor()
    address = reverse(PricesAndInsurance.snippet_viewset.get_url_name("preview_on_edit"), args=[row.pk])

    form = {
        "as_of": "2026-11-01",
        **rows("prices", {"what": "One infusion", "amount": "450", "in_first_course": "0"}),
        **rows("plans"),
    }
    stored = client.post(address, form)
    shown = client.get(address, {"mode": "costs"}).content.decode()

    assert stored.json() == {"is_valid": True, "is_available": True}
    assert "One infusion" in shown
    assert "One infusion" not in client.get("/costs/").content.decode()
    assert not PricesAndInsurance.for_editor().prices.exists()


def rows(name, *filled):
    """A formset as the browser posts it."""
    counts = {f"{name}-TOTAL_FORMS": len(filled), f"{name}-INITIAL_FORMS": 0}
    values = {
        f"{name}-{number}-{field}": value
        for number, row in enumerate(filled)
        for field, value in (row | {"ORDER": number + 1}).items()
    }
    return counts | values


@pytest.mark.parametrize("model", [MonitoringAndReadiness, Photographs, PricesAndInsurance, TreatmentsOffered])
def test_every_record_is_previewed_on_the_pages_that_show_it(model):
    slugs = {file.slug for file in read_page_files(STARTER_PAGES)}

    assert model.SHOWN_ON
    assert set(dict(model().preview_modes)) <= slugs


def test_a_site_without_that_page_shows_the_record_on_home(client, rf):
    make_home_page()
    request = rf.get("/")

    answer = PricesAndInsurance(as_of=date(2026, 11, 1)).serve_preview(request, "costs")

    assert answer.status_code == 200
