"""Phone numbers and email addresses: how they are compared, linked and read out.

Every telephone link of the site is made here or, for a number that was found, by contact.clinic.phone_numbers.
"""

import re
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join

from contact.clinic.email_addresses import normalized
from contact.clinic.phone_numbers import digits, find_numbers

# Such as 988, 911, 116 123 or the 741741 of a text line.
SHORT_CODE = re.compile(r"[\s()-]{0,3}(?:\d[\s()-]{0,3}){3,6}")
LOCAL_NUMBER = re.compile(r"[\d ()-]{3,20}")
CANNOT_BE_CALLED = (
    "Phones can't call this as it's written. Give the whole number with the area code, like (207) 555-0142, or start "
    "with + and the country code."
)


def tel_link(typed: str, even_local: bool = False) -> str:
    """Such as "tel:+12125550142" or "tel:988"; "" where there is nothing to dial.

    Crisis numbers, and what the clinic had entered before entries were checked, are dialed `even_local`.
    """
    numbers = find_numbers(typed)
    if numbers:
        return numbers[0].call_link
    is_short = SHORT_CODE.fullmatch(typed) or (even_local and LOCAL_NUMBER.fullmatch(typed))
    return f"tel:{digits(typed)}" if is_short else ""


def sms_link(typed: str, even_local: bool = False) -> str:
    """Such as "sms:+12125550142" or "sms:741741", without an extension; "" where there is nothing to dial."""
    numbers = find_numbers(typed)
    return numbers[0].text_link if numbers else tel_link(typed, even_local).replace("tel:", "sms:", 1)


def in_digits(typed: str) -> str:
    """The first number as it is read out, for machines: they know no vanity letters. As typed, if none is found."""
    return next((number.as_read_out for number in find_numbers(typed)), typed)


def as_read_out(typed: str) -> str:
    """As in "(212) 555-0142 or +44 20 7946 0958": the national format at home. As typed, if no number is found."""
    return " or ".join(number.as_read_out for number in find_numbers(typed)) or typed


def with_call_links(words: str) -> str:
    """As HTML, each number in it linked."""
    pieces, end = [], 0
    for number in find_numbers(words):
        link = format_html('<a href="{}">{}</a>', number.call_link, words[number.start : number.end])
        pieces += [words[end : number.start], link]
        end = number.end
    return format_html_join("", "{}", [[piece] for piece in [*pieces, words[end:]]])


def validate_number(typed):
    if not find_numbers(typed):
        raise ValidationError(CANNOT_BE_CALLED, code="cannot_be_called")


def validate_number_or_short_code(typed):
    if not tel_link(typed):
        raise ValidationError(CANNOT_BE_CALLED, code="cannot_be_called")


def validate_crisis_number(typed):
    if not tel_link(typed, even_local=True):
        raise ValidationError("Enter a phone number, such as 988.")


def normalize_email(typed: str) -> str:
    return normalized(typed)


def mailto_link(address: str) -> str:
    """Such as "mailto:robin%2Bnews@example.com"; "" without an address.

    Whatever could add recipients or text to the mail is encoded (RFC 6068).
    """
    mailbox, _, host = address.rpartition("@")
    return f"mailto:{quote(mailbox, safe='')}@{quote(host, safe='')}" if address else ""
