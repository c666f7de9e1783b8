"""Whatever is typed into the forms of visitors is answered, stored and reads back as it was sent."""

import pytest

from contact.models import ConsultationRequest
from tests.builders.requests import form_data, mistake_data, referral_data
from tests.contact.naughty_strings import CLEANED, KEPT, LONG

pytestmark = pytest.mark.django_db

# Each form with the fields of one line and the one of many; what is blank in them is filled in.
FORMS = {
    "/consultation/": (form_data, ["name"], {"message": ""}),
    "/for-clinicians/refer/": (referral_data, ["name", "practice"], {"message": ""}),
    "/report-a-mistake/": (mistake_data, ["about_page"], {}),
}
BY_EMAIL = {"contact_by": "email", "email": "robin@example.com"}
# Fields that are looked up, dialed or mailed, and hidden ones; each where its form does not need it.
ALONE = [
    ("/consultation/", form_data, "phone", BY_EMAIL),
    ("/consultation/", form_data, "email", {"settled": "email"}),
    ("/report-a-mistake/", mistake_data, "reply_to", {"settled": "reply_to"}),
    ("/consultation/", form_data, "submission_key", {}),
    ("/consultation/", form_data, "subject", {}),
    ("/consultation/", form_data, "settled", {}),
]


def joined(text):
    return " ".join(line.strip() for line in text.replace("\t", " ").split("\n") if line.strip())


def send(client, address, typed):
    data, lines, _ = FORMS[address]
    return client.post(address, data(**dict.fromkeys(lines, typed or "x"), message=typed or "x"))


def test_there_are_enough_of_them():
    assert len({*KEPT, *CLEANED, *LONG}) >= 170


@pytest.mark.parametrize("address", FORMS)
def test_what_can_be_seen_reads_back_as_it_was_sent(client, address):
    _, lines, _ = FORMS[address]
    # Each costs a request, so all are sent with one form only.
    for typed in KEPT if address == "/consultation/" else KEPT[::4]:
        assert send(client, address, typed).status_code == 302, typed
        stored = ConsultationRequest.objects.latest("pk")
        assert [str(getattr(stored, field)) for field in [*lines, "message"]] == [typed.strip()] * (len(lines) + 1)


@pytest.mark.parametrize("address", FORMS)
def test_what_nobody_sees_is_left_out(client, address):
    data, lines, _ = FORMS[address]
    for typed, kept in CLEANED.items():
        right = data(**dict.fromkeys(lines, f"a{typed}b"), message=f"a{typed}b")
        assert client.post(address, right).status_code == 302, repr(typed)
        stored = ConsultationRequest.objects.latest("pk")
        assert str(stored.message) == f"a{kept}b" or not kept
        assert {joined(str(getattr(stored, field))) for field in lines} == {joined(str(stored.message))}


@pytest.mark.parametrize("typed", LONG, ids=lambda text: repr(text[:2]))
@pytest.mark.parametrize("address", FORMS)
def test_a_thousand_characters_are_a_thousand_however_they_are_written(client, address, typed):
    data, _, _ = FORMS[address]

    fits = client.post(address, data(message=typed))
    too_long = client.post(address, data(message=f"{typed}xyz"))

    assert fits.status_code == 302
    assert str(ConsultationRequest.objects.latest("pk").message) == typed.strip()
    assert too_long.status_code == 422


def test_a_line_break_is_one_character(client):
    twelve_lines = "\r\n".join(["x" * 82] * 12)

    client.post("/consultation/", form_data(message=twelve_lines))

    assert ConsultationRequest.objects.get().message == twelve_lines.replace("\r\n", "\n")


@pytest.mark.parametrize(("address", "data", "field", "rest"), ALONE)
def test_any_string_is_taken_where_nobody_needs_the_answer(client, address, data, field, rest):
    # Every third: each of them costs a request.
    for typed in [*KEPT, *CLEANED][::3]:
        assert client.post(address, data(**rest | {field: typed[:40]})).status_code == 302, repr(typed)


@pytest.mark.parametrize("field", ["topic", "contact_by", "asking_for", "is_adult"])
def test_any_string_in_place_of_a_choice_is_answered(client, field):
    for typed in [*KEPT[:6], *list(CLEANED)[:2], LONG[0]]:
        assert client.post("/consultation/", form_data(**{field: typed})).status_code in {302, 422}, repr(typed)
