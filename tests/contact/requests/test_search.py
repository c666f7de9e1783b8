"""Staff find a request by what they know of a person: part of a name, the end of a number, the reference as heard."""
# ruff: noqa: RUF001 (letters of many scripts)

from pathlib import Path

import pytest

from contact.models import ConsultationRequest
from contact.requests.names import name_parts, ways_to_find
from tests.builders.requests import make_referral, make_request
from tests.contact.clinic.test_phone_spellings import SPELLINGS

LINES = (Path(__file__).parent / "name_pairs.txt").read_text().splitlines()
PAIRS = [tuple(line.split(" | ")) for line in LINES if line and not line.startswith("#")]
DIFFERENT = [
    ("राम", "रम"),
    ("शिव", "शव"),
    ("กา", "กี"),
    ("がく", "かく"),
    ("Андрей", "Андреи"),
    ("李明", "黎明"),
    ("Anne", "Anna"),
    ("Robin Doe", "Rob"),
    ("Robin Doe", "Robin Lee"),
]


def finds(typed, words):
    ways = list(ways_to_find(words))
    return bool(ways) and all(parts & name_parts(typed) for parts in ways)


def found(words):
    return list(ConsultationRequest.objects.found_by(words))


def test_there_are_enough_names():
    assert len(PAIRS) >= 60


@pytest.mark.parametrize(("typed", "words"), PAIRS)
def test_a_name_is_found_however_it_is_written(typed, words):
    assert finds(typed, words)


@pytest.mark.parametrize(("typed", "words"), DIFFERENT)
def test_another_name_is_not_found(typed, words):
    assert not finds(typed, words)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        "Becker",
        "jane",
        "O'Connor",
        "0142",
        "555-0142",
        "5550142",
        "(212) 555-0142",
        "+1 212 555 0142 ext. 7",
        "917-555-0100",
        "0100",
        "JANE@example.com",
        "Jane 0142",
        "becker 917 555 0100",
        "Dr. Jane Becker jane@example.com",
        "{reference}",
    ],
)
def test_a_request_is_found_by_what_staff_know(words):
    jane = make_request(
        name="Jane OConnor-Becker", phone="212-555-0142 after 5 or 917-555-0100", email="Jane@example.com"
    )
    make_request(name="Robin Doe", phone="(646) 555-0199")

    assert found(words.format(reference=jane.reference)) == [jane]


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["Jane 0199", "Jane Doe", "142", "42", "5", "example.com", "Dr.", "-", "' OR 1"])
def test_a_request_that_lacks_one_of_the_words_is_not_found(words):
    make_request(name="Jane Becker", phone="212-555-0142", email="jane@example.com")
    make_request(name="Robin Doe", phone="(646) 555-0199")

    assert found(words) == []


@pytest.mark.django_db
def test_a_fax_number_is_found():
    referral = make_referral(fax="212-555-0171")

    assert found("555-0171") == [referral]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["212-555-014", "555-0142 ask for Robin", "+44 20 7946 0958"])
@pytest.mark.parametrize("end", [4, 7])
def test_any_number_is_found_by_its_end(typed, end):
    made = make_request(phone=typed)
    digits = "".join(character for character in typed if character.isdigit())

    assert found(digits[-end:]) == [made]


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "wanted"), SPELLINGS)
def test_a_number_is_found_by_the_plain_number(typed, wanted):
    made = make_request(phone=typed)

    for number in filter(None, wanted.split(", ")):
        assert found(number.strip().rpartition("+")[0] or number.strip()) == [made]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        "{0} {1}",
        "{0}-{1}",
        "#{0}{1}",
        "Ref. {0}-{1}",
        "ref {0}{1}",
        "Reference: {0} {1}",
        "request no. {0}-{1}",
        "my reference number is {0}-{1}",
        "{0}–{1}",
    ],
)
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_a_reference_is_found_as_it_is_read_out(words, case):
    robin = make_request()
    halves = robin.reference[:4], robin.reference[4:]

    assert found(case(words.format(*halves))) == [robin]


@pytest.mark.django_db
def test_last_digits_and_names_do_not_make_two_requests_one_persons():
    robin = make_request(name="Robin Doe", phone="(212) 555-0142")
    make_request(name="Robin Doe", phone="(646) 555-0142")
    same = make_request(name="Kim Lee", phone="917 555 0100 or 212 555 0142")

    assert list(ConsultationRequest.objects.from_the_same(robin)) == [same]


@pytest.mark.django_db
def test_entries_follow_a_changed_answer_and_go_with_the_request():
    robin = make_request(name="Robin Doe")
    robin.name = "Kim Lee"
    robin.save(update_fields=["name"])

    assert (found("Doe"), found("Kim")) == ([], [robin])
    robin.delete()
    assert found("Kim") == []
