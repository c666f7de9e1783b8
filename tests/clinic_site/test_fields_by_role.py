"""What each role sees of a request, field by field, and which of its forms they get."""

import pytest

from tests.builders.requests import make_referral, make_request
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "Robin Quillfeather",
    "contact_by": "email",
    "asking_for": "someone_else",
    "relation": "My brother or sister",
    "they_know": "Not yet",
    "phone": "(212) 555-0142",
    "email": "quillfeather@visitor.example",
    "best_times": "Tuesdays at noon",
    "preferred_language": "Spanish",
    "message": "A message of seven words, no more",
}
NOTE = "Sounded hopeful"
FORMS = {
    "move": "/move/",
    "assign": "/assign/",
    "note": "/note/",
    "attempt": "/attempt/",
    "delete now": "/delete-now/",
}
EVERYTHING = {*ANSWERS, "note"} - {"contact_by", "asking_for"}

# role: what is seen on the page of a request, and which forms stand there
SEEN = {
    "Editors": (set(), set()),
    "Clinical reviewers": (set(), set()),
    "Triage": (EVERYTHING, {"move", "assign", "note", "attempt"}),
    "Practice managers": (EVERYTHING, set()),
    "Privacy officers": (EVERYTHING, {"delete now"}),
    "owner": (EVERYTHING, set(FORMS)),
}
LISTS = [
    "/admin/",
    "/admin/contact/consultationrequest/",
    "/admin/contact/consultationrequest/?show=all",
    "/admin/contact/requestevent/",
    "/admin/contact/outboxmessage/",
    "/admin/admin/logentry/",
]
PERSONAL = {"name", "phone", "email", "message", "note", "best_times", "relation", "they_know"}


@pytest.fixture
def consultation_request():
    consultation_request = make_request(**ANSWERS)
    consultation_request.note_down(NOTE, by=make_staff("earlier", "Triage"))
    return consultation_request


def sign_in_as(client, role):
    sign_in(client, make_owner() if role == "owner" else make_staff("sam", role))


# What triage needs to see before a request is opened.
AT_A_GLANCE = {"best_times"}


def seen_on(page):
    texts = {name: text for name, text in ANSWERS.items() if name not in {"contact_by", "asking_for"}} | {"note": NOTE}
    return {name for name, text in texts.items() if text in page}


@pytest.mark.parametrize("role", SEEN)
def test_each_role_sees_its_fields_and_forms(client, consultation_request, role):
    sign_in_as(client, role)

    page = client.get(f"/admin/contact/consultationrequest/{consultation_request.pk}/change/").content.decode()

    forms = {name for name, address in FORMS.items() if f"{consultation_request.pk}{address}" in page}
    assert (seen_on(page), forms) == SEEN[role]


@pytest.mark.parametrize("role", SEEN)
@pytest.mark.parametrize("address", LISTS)
def test_a_list_shows_no_personal_field_but_when_to_call(client, consultation_request, role, address):
    sign_in_as(client, role)

    page = client.get(address).content.decode()

    may_be_there = SEEN[role][0] & AT_A_GLANCE if "consultationrequest" in address else set()
    assert seen_on(page) & PERSONAL <= may_be_there


REFERRAL = {
    "name": "Dr. Alex Quillfeather",
    "practice": "Quillfeather Medical",
    "credentials": "Nurse practitioner",
    "fax": "212-555-0171",
    "patient_initials": "Q.Z.",
}


@pytest.mark.parametrize("role", SEEN)
def test_a_referral_is_seen_by_whoever_sees_requests(client, role):
    referral = make_referral(**REFERRAL)
    sign_in_as(client, role)

    page = client.get(f"/admin/contact/consultationrequest/{referral.pk}/change/").content.decode()
    lists = "".join(client.get(address).content.decode() for address in LISTS)

    seen = {name for name, words in REFERRAL.items() if words in page}
    assert seen == (set(REFERRAL) if "name" in SEEN[role][0] else set())
    assert [words for words in REFERRAL.values() if words in lists] == []
