"""Whatever staff write down, look for or enter into settings is answered and reads back as they typed it."""

import pytest

from contact.models import Location, Note
from contact.triage.reply_templates import ReplyTemplate
from contact.triage.unsaved_input import NoteForm
from tests.builders.requests import make_location, make_request
from tests.builders.staff import browser_of
from tests.contact.naughty_strings import CLEANED, KEPT, LONG

pytestmark = pytest.mark.django_db

ADMIN = "/admin/contact/"
# Each costs a request.
SOME = KEPT[::6]


@pytest.fixture
def morgan():
    return browser_of("morgan", "Triage", "Practice managers")


def test_notes_read_back_as_they_were_typed(morgan):
    robin = make_request()
    address = f"{ADMIN}consultationrequest/{robin.pk}/note/"

    answers = {morgan.post(address, {"text": typed, "version": 1, "seen": 10**6}).status_code for typed in SOME}

    assert answers == {302}
    assert [str(note.text) for note in Note.objects.order_by("pk")] == [typed.strip() for typed in SOME]


def test_any_words_can_be_looked_for(morgan):
    make_request()
    address = f"{ADMIN}consultationrequest/search/"

    assert {morgan.post(address, {"words": typed}).status_code for typed in [*SOME, *CLEANED][::2]} == {200}


def test_settings_read_back_as_they_were_typed(morgan):
    location = make_location()
    address = f"{ADMIN}location/{location.pk}/change/"
    for typed in SOME[::2]:
        entered = {
            "time_zone": "America/New_York",
            "place": 0,
            "city": typed,
            "parking": typed,
            "name": f"\u200b{typed}",
        }
        assert morgan.post(address, entered).status_code == 302, typed
        stored = Location.objects.get()
        assert [stored.city, stored.parking, stored.name] == [typed.strip()] * 3


@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[:2]))
def test_a_note_is_as_long_as_people_see_it(text):
    assert NoteForm({"text": text * 4}).is_valid()
    assert not NoteForm({"text": f"{text * 4}xyz"}).is_valid()


def test_a_line_break_in_a_reply_is_one_character(morgan):
    text = "\r\n".join(["x" * 99] * 30)
    entered = {"meant_for": "consultation", "kind": "call", "title": "Long", "text": text, "place": 0}

    answer = morgan.post(f"{ADMIN}replytemplate/add/", entered)

    assert answer.status_code == 302
    assert ReplyTemplate.objects.get(title="Long").text == text.replace("\r\n", "\n")


@pytest.mark.parametrize("page", ["location/add/", "replytemplate/add/", "clinicdetails/1/change/"])
def test_no_browser_cuts_what_is_pasted(morgan, page):
    form = morgan.get(f"{ADMIN}{page}", follow=True).content.decode()

    assert "maxlength" not in form
