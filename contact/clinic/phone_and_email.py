"""Phone numbers and email addresses: how they are compared, linked and read out."""

import unicodedata
from urllib.parse import quote

import phonenumbers

from contact.clinic.email_addresses import normalized

REGION = "US"


def parse_phone(typed: str) -> phonenumbers.PhoneNumber | None:
    """The number, if it is one that can be called."""
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def digits(typed: str) -> str:
    return "".join(str(unicodedata.digit(character)) for character in typed if character.isdecimal())


def normalize_phone(typed: str) -> str:
    """In E.164, such as "+12125550142"; only the digits where it cannot be parsed."""
    number = parse_phone(typed)
    if number is None:
        return digits(typed)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def tel_link(typed: str) -> str:
    """Such as "tel:+12125550142"; "" where there is nothing to dial."""
    number = parse_phone(typed)
    if number is not None:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966).replace("-", "")
    return f"tel:{digits(typed)}" if digits(typed) else ""


def sms_link(typed: str) -> str:
    """Such as "sms:+12125550142"; "" where there is nothing to dial."""
    number, _, _ = tel_link(typed).partition(";")  # without an extension
    return number.replace("tel:", "sms:", 1)


def as_read_out(typed: str) -> str:
    """In the national format, such as "(212) 555-0142", or "+44 20 7946 0958" from abroad; as typed if unparsable."""
    number = parse_phone(typed)
    if number is None:
        return typed
    is_national = phonenumbers.country_code_for_region(REGION) == number.country_code
    style = phonenumbers.PhoneNumberFormat.NATIONAL if is_national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def normalize_email(typed: str) -> str:
    return normalized(typed)


def mailto_link(address: str) -> str:
    """Such as "mailto:robin%2Bnews@example.com"; "" without an address.

    Whatever could add recipients or text to the mail is encoded (RFC 6068).
    """
    mailbox, _, host = address.rpartition("@")
    return f"mailto:{quote(mailbox, safe='')}@{quote(host, safe='')}" if address else ""
