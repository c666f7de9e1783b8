"""The index by which staff find encrypted requests, and by which a request finds others from the same person."""

import re

from django.db import models

from contact.clinic.phone_and_email import normalize_email
from contact.clinic.phone_numbers import digits, find_numbers
from contact.encryption import BlindIndexEntry
from contact.requests.names import name_parts, normalize_name, ways_to_find

# Staff read a number from its end: 0142, or 555-0142 without the area code.
ENDS = SHORT_END, LONG_END = 4, 7
NUMBERS = ["phone", "fax"]
EMAIL = re.compile(r"(?<![^\s@])[^\s@]{1,100}@\S+")
DIGITS = re.compile(rf"\d(?:[\s().-]{{0,5}}\d){{{SHORT_END - 1},}}")


def values_of_name(text):
    yield "name", normalize_name(text)
    for part in name_parts(text):
        yield "name_part", part


def values_of_email(text):
    yield "email", normalize_email(text)


def values_of_number(kind):
    """Of every number in the text; of all its digits, where none can be called."""

    def values(text):
        numbers = [(number.normal, number.digits) for number in find_numbers(text)]
        for whole, national in numbers or [(digits(text), digits(text))]:
            yield kind, whole
            yield from ((f"{kind}_end", national[-length:]) for length in ENDS if len(national) >= length)

    return values


class SearchEntry(BlindIndexEntry):
    OWNER = "consultation_request"
    INDEXED = {
        "name": values_of_name,
        "phone": values_of_number("phone"),
        "fax": values_of_number("fax"),
        "email": values_of_email,
    }

    consultation_request = models.ForeignKey(
        "contact.ConsultationRequest", models.CASCADE, related_name="search_entries"
    )

    class Meta(BlindIndexEntry.Meta):
        verbose_name_plural = "search entries"
        constraints = [
            # In this order, because a search looks for the digest.
            models.UniqueConstraint(fields=["digest", "consultation_request"], name="search_entry_once"),
        ]


def search_terms(words):
    """For each thing that somebody looks for, the digests of which a request has at least one.

    "Jane Doe 0142" names three, and a request that is found has them all.
    """
    for number in find_numbers(words):
        yield {SearchEntry.digest_of(kind, number.normal) for kind in NUMBERS}
    for email in EMAIL.findall(words):
        yield {SearchEntry.digest_of("email", normalize_email(email))}
    rest = EMAIL.sub(" ", without_numbers(words))
    for number in DIGITS.findall(rest):
        yield ends_of_number(digits(number))
    name = DIGITS.sub(" ", rest)
    whole_name = SearchEntry.digest_of("name", normalize_name(name))
    for parts in ways_to_find(name):
        yield {whole_name} | {SearchEntry.digest_of("name_part", part) for part in parts}


def without_numbers(words):
    for number in reversed(find_numbers(words)):
        words = f"{words[: number.start]} {words[number.end :]}"
    return words


def ends_of_number(typed):
    """A number that cannot be called, or the end of one."""
    length = LONG_END if len(typed) >= LONG_END else SHORT_END
    ends = {SearchEntry.digest_of(f"{kind}_end", typed[-length:]) for kind in NUMBERS}
    return ends | {SearchEntry.digest_of(kind, typed) for kind in NUMBERS}
