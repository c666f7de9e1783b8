"""What visitors typed is shown to staff as theirs: it reverses no other words, and pasted characters hide nobody."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from contact.models import ConsultationRequest
from tests.builders.requests import form_data, make_mistake, make_referral, make_request
from tests.builders.staff import browser_of

pytestmark = pytest.mark.django_db

LIST = "/admin/contact/consultationrequest/"
TEMPLATES = Path(settings.BASE_DIR) / "templates/admin/contact/consultationrequest"
TYPED = (
    "name credentials practice patient_initials about_page phone phone_as_read_out phone_as_typed email fax best_times"
)
TYPED += " preferred_language topic"
REVERSED = "\u202eeoD nibor"


@pytest.fixture
def nadia():
    return browser_of("nadia", "Triage", "Practice managers", "Privacy officers")


def page_of(client, consultation_request, page="change"):
    return client.get(f"{LIST}{consultation_request.pk}/{page}/").content.decode()


@pytest.mark.parametrize("template", sorted(path.name for path in TEMPLATES.glob("*.html")))
def test_everything_typed_stands_in_an_element_of_its_own(template):
    page = (TEMPLATES / template).read_text()
    shown = re.findall(rf"(.{{5}})\{{\{{ \w+\.(?:{'|'.join(TYPED.split())})\b", page)
    texts = re.findall(r"([^\n]*)\{\{ (?:\w+\.)?(?:text|message)\|linebreaks", page)

    assert [before for before in shown if before != "<bdi>"] == []
    assert [before for before in texts if 'dir="auto">' not in before] == []


@pytest.mark.parametrize("page", ["change", "print"])
def test_a_name_stored_long_ago_reverses_nothing_around_it(nadia, page):
    for one in (make_request(name=REVERSED), make_referral(practice=REVERSED), make_mistake(about_page=REVERSED)):
        assert f"<bdi>{REVERSED}</bdi>" in page_of(nadia, one, page)


def test_the_export_holds_nothing_that_reorders_words(nadia):
    make_request(name=f"Robin {REVERSED}", message="one\u2067two")

    answer = nadia.post(f"{LIST}export/", {"which": "all"})

    lines = b"".join(answer.streaming_content).decode()
    assert "Robin eoD nibor" in lines
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", lines)


@pytest.mark.parametrize(
    "words", ["Robin Doe\u200b", "\ufeffrobin@example.com", "(212)\u2060 555-0142", "\u202erobin doe"]
)
def test_search_words_are_freed_of_what_was_pasted_with_them(nadia, client, words):
    client.post("/consultation/", form_data(name="Ro\u00adbin Doe\u200e", email="robin@example.com\u200b"))

    answer = nadia.post(f"{LIST}search/", {"words": words})

    assert ConsultationRequest.objects.get().reference in answer.content.decode()


def test_a_note_of_nothing_to_see_is_no_note(nadia):
    robin = make_request()

    answer = nadia.post(f"{LIST}{robin.pk}/note/", {"text": "\u200b\u2800", "version": 1, "seen": 1})

    assert "Write the note first" in answer.content.decode()
    assert not robin.notes.exists()


def test_an_address_that_takes_no_mail_is_marked(nadia):
    page = page_of(nadia, make_request(email="robin@", wants_acknowledgement=True))
    other_script = page_of(nadia, make_request(email="юзер@екзампл.ком"))
    right = page_of(nadia, make_request(email="robin@example.com"))

    assert "They typed <bdi>robin@</bdi>" in page
    assert "mailto:" not in page
    assert "can't send mail to their address" in other_script
    assert "mailto:" in other_script
    assert "can't send mail" not in right


def test_a_slip_that_was_kept_is_told_to_staff(nadia):
    assert "They may have meant <bdi>robin@gmail.com</bdi>" in page_of(nadia, make_request(email="robin@gmail.con"))


def test_what_stands_for_a_phone_number_is_shown_though_nobody_can_dial_it(nadia):
    assert "<bdi>ask at the desk</bdi>" in page_of(nadia, make_mistake(phone="ask at the desk"))
