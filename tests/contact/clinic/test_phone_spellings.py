"""However a number is typed, a phone dials it, and nothing else."""

from pathlib import Path

import phonenumbers
import pytest

from contact.clinic.phone_numbers import LONGEST, find_numbers

LINES = (Path(__file__).parent / "phone_spellings.txt").read_text().splitlines()
SPELLINGS = [line.rpartition(" =>")[::2] for line in LINES if line and not line.startswith("#")]
REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
# For digits that may be a number of one country or of another, nobody is called by guess.
AMBIGUOUS = ["86-13123456789", "91 8123456789", "912125550142", "212555014299", "8 912 345 67 89"]
NOT_NUMBERS = ["room 212, 555-0142", "917 evenings", "917 TEXT ONLY", "123-45-6789", "555-555-5555", "1" * 20, "", "+"]


def dialed(typed):
    return [number.call_link.removeprefix("tel:") for number in find_numbers(typed)]


def test_there_are_enough_spellings():
    assert len(SPELLINGS) >= 180


@pytest.mark.parametrize(("typed", "wanted"), SPELLINGS)
def test_what_is_typed_is_dialed_right(typed, wanted):
    numbers = [f"+{number.strip().removeprefix('+').replace('+', ',')}" for number in wanted.split(", ") if number]

    assert dialed(typed) == numbers


@pytest.mark.parametrize("prefix", ["+", "00", "011", "00 ", "011 "])
def test_a_number_of_any_country_is_dialed_right(prefix):
    examples = [phonenumbers.example_number(region) for region in REGIONS]
    numbers = [phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) for number in examples]

    assert [dialed(number.replace("+", prefix)) for number in numbers] == [[number] for number in numbers]


@pytest.mark.parametrize("typed", AMBIGUOUS + NOT_NUMBERS)
def test_nothing_is_dialed_by_guess(typed):
    assert dialed(typed) == []


@pytest.mark.parametrize(("typed", "words"), [("call 212 dot 555 dot 0142 (home)", "212 dot 555 dot 0142")])
def test_a_number_says_where_it_stands(typed, words):
    [number] = find_numbers(typed)

    assert typed[number.start : number.end] == words


@pytest.mark.parametrize("typed", ["1", "+", "(1", "1 ", "+1 ", "9am", "two ", "1-800-A", "x1", "oI1"])
def test_a_flood_of_digits_does_no_harm(typed):
    assert len(dialed(typed * LONGEST)) <= 1
