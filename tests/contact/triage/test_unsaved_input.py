"""A note that is half written is kept with whichever button is pressed on a request's page."""

import pytest

from contact.models import ConsultationRequest, RequestEvent
from tests.builders.staff import browser_of

pytestmark = pytest.mark.django_db

LIST = "/admin/contact/consultationrequest/"
WRITTEN = {"text": "Prefers Tuesdays", "channel": "call", "result": "no_answer", "details": "rang out"}
BLANK = {"text": "", "channel": "call", "result": "", "details": ""}
PRESSED = {
    "start review": ("move", {"state": "in_review"}),
    "close": ("move", {"state": "closed", "outcome": "withdrew"}),
    "assign": ("assign", {}),
    "real": ("real", {}),
    "note": ("note", {}),
    "attempt": ("attempt", {}),
}


@pytest.fixture
def nadia():
    return browser_of("nadia")


def press(client, consultation_request, what, **typed):
    data = {"version": 1, "seen": 1} | typed
    return client.post(f"{LIST}{consultation_request.pk}/{what}/", data)


def written_about(consultation_request):
    notes = [note.text for note in consultation_request.notes.all()]
    return notes + [attempt.text for attempt in consultation_request.contact_attempts.all()]


@pytest.mark.parametrize("button", PRESSED)
def test_every_button_keeps_what_was_typed(nadia, robin, button):
    what, data = PRESSED[button]

    answer = press(nadia, robin, what, **WRITTEN | data)

    assert answer.status_code == 302
    assert written_about(robin) == ["Prefers Tuesdays", "rang out"]
    assert RequestEvent.objects.chain_is_whole(robin.reference)


def test_the_move_is_made_with_the_note(nadia, robin):
    press(nadia, robin, "move", state="contacted", **WRITTEN)

    robin.refresh_from_db()
    assert robin.state == "contacted"
    assert list(robin.events().order_by("sequence").values_list("kind", flat=True)) == [
        "received",
        "note added",
        "contact attempted",
        "moved",
    ]


@pytest.mark.parametrize("button", ["start review", "close", "assign", "real"])
def test_blank_fields_leave_nothing_behind(nadia, robin, button):
    what, data = PRESSED[button]

    press(nadia, robin, what, **BLANK | data)

    assert robin.events().count() == 2
    assert written_about(robin) == []


def test_half_a_contact_attempt_is_asked_about_before_the_move(nadia, robin):
    answer = press(nadia, robin, "move", state="contacted", **WRITTEN | {"result": ""})
    page = answer.content.decode()

    robin.refresh_from_db()
    assert answer.status_code == 422
    assert '<a href="#attempt_result">Choose how it went</a>' in page
    assert "Prefers Tuesdays</textarea>" in page
    assert 'value="rang out"' in page
    assert (robin.state, written_about(robin)) == ("new", [])


@pytest.mark.parametrize("refused", [{"state": "closed", "outcome": ""}, {"state": "new"}, {"state": "nonsense"}])
def test_a_refused_move_gives_the_words_back(nadia, robin, refused):
    answer = press(nadia, robin, "move", **WRITTEN | refused)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Prefers Tuesdays</textarea>" in page
    assert '<option value="no_answer" selected>' in page
    assert 'value="rang out"' in page
    assert written_about(robin) == []


@pytest.mark.parametrize("meanwhile", [("move", {"state": "booked"}), ("note", {"text": "Called."})])
def test_a_stale_move_gives_the_words_back_and_keeps_nothing(nadia, robin, meanwhile):
    what, data = meanwhile
    press(browser_of("sam"), robin, what, **data)
    before = robin.events().count()

    answer = press(nadia, robin, "move", state="in_review", **WRITTEN)
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Prefers Tuesdays</textarea>" in page
    assert 'value="rang out"' in page
    assert "Changed since you opened it" in page
    assert robin.events().count() == before
    assert ConsultationRequest.objects.get().state == data.get("state", "new")


def test_a_button_of_its_own_asks_for_its_own_words(nadia, robin):
    without_note = press(nadia, robin, "note", **WRITTEN | {"text": ""})
    without_result = press(nadia, robin, "attempt", **BLANK | {"text": "Prefers Tuesdays"})

    assert "Write the note first" in without_note.content.decode()
    assert 'value="rang out"' in without_note.content.decode()
    assert "Choose how it went" in without_result.content.decode()
    assert "Prefers Tuesdays</textarea>" in without_result.content.decode()
    assert written_about(robin) == []


def test_the_buttons_and_the_fields_stand_in_one_form(nadia, robin):
    page = nadia.get(f"{LIST}{robin.pk}/change/").content.decode()
    form = page[page.index('<form class="request__work"') :]
    form = form[: form.index("</form>")]

    assert "Start review" in form
    assert "Assign to me" in form
    assert "Close</button>" in form
    assert '<textarea name="text"' in form
    assert 'name="details"' in form
