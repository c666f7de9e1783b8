"""Triage staff find the request, move it on and write a note; nobody else gets that far."""

import pytest
from playwright.sync_api import expect

from contact.models import ConsultationRequest
from tests.builders.requests import make_request
from tests.builders.staff import make_staff

LIST = "/admin/contact/consultationrequest/"


@pytest.fixture
def waiting_request(site):
    return make_request(name="Robin Doe", phone="(212) 555-0142")


def test_triage_staff_find_the_request_move_it_and_add_a_note(visit, waiting_request):
    make_staff("nadia", "Triage")
    nadia = visit(viewport={"width": 1280, "height": 900})

    nadia.signs_in("nadia", then="/admin/")
    nadia.goes_to(LIST)
    nadia.follows(waiting_request.reference)
    nadia.reads("Robin Doe")
    assert "Robin" not in nadia.page.title()
    nadia.presses("Start review")
    nadia.page.get_by_role("textbox", name="Note").fill("Called once, no answer.")
    nadia.presses("Add note")

    nadia.reads("Called once, no answer.")
    moved = ConsultationRequest.objects.get()
    assert moved.state == "in_review"
    assert moved.notes.get().text == "Called once, no answer."


@pytest.mark.parametrize("with_script", [True, False])
def test_a_note_half_written_goes_along_with_the_move(visit, waiting_request, with_script):
    make_staff("nadia", "Triage")
    nadia = visit(java_script_enabled=with_script)
    nadia.signs_in("nadia", then="/admin/")
    nadia.goes_to(f"{LIST}{waiting_request.pk}/change/")

    nadia.page.get_by_label("Note", exact=True).fill("Prefers Tuesdays.")
    nadia.page.get_by_label("Result").select_option("No answer")
    nadia.page.get_by_label("Details").fill("Rang out.")
    nadia.presses("Mark contacted")

    nadia.reads("Call: no answer")
    moved = ConsultationRequest.objects.get()
    assert moved.state == "contacted"
    assert moved.notes.get().text == "Prefers Tuesdays."
    assert moved.contact_attempts.get().text == "Rang out."


def test_enter_in_a_field_moves_nothing(visit, waiting_request):
    make_staff("nadia", "Triage")
    nadia = visit()
    nadia.signs_in("nadia", then="/admin/")
    nadia.goes_to(f"{LIST}{waiting_request.pk}/change/")

    nadia.page.get_by_label("Details").press("Enter")

    nadia.reads("Choose how it went")
    assert ConsultationRequest.objects.get().state == "new"


def test_an_editor_cannot_see_requests(visit, waiting_request):
    make_staff("erin", "Editors")
    erin = visit()
    erin.signs_in("erin", then="/admin/")

    erin.does_not_read(waiting_request.reference)
    expect(erin.page.locator(f'a[href*="{LIST}"]')).to_have_count(0)
    assert erin.goes_to(LIST).status == 403
    assert erin.goes_to(f"{LIST}{waiting_request.pk}/change/").status == 403


def test_triage_staff_cannot_publish(visit, waiting_request):
    make_staff("nadia", "Triage")
    nadia = visit()
    nadia.signs_in("nadia", then="/admin/")

    expect(nadia.page.locator('a[href^="/cms/"]')).to_have_count(0)

    assert nadia.goes_to("/cms/").status == 403
