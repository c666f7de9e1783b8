"""A phone number as a link that dials, and as it is read out."""

import phonenumbers

from .normalising import REGION, digits, parsed_phone


def call_link(typed: str) -> str:
    """Such as "tel:+12125550142"; "" where there is nothing to dial."""
    number = parsed_phone(typed)
    if number is not None:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966).replace("-", "")
    return f"tel:{digits(typed)}" if digits(typed) else ""


def as_read_out(typed: str) -> str:
    """As people write it where it belongs, such as "(212) 555-0142" or "+44 20 7946 0958"; as typed when it is odd."""
    number = parsed_phone(typed)
    if number is None:
        return typed
    at_home = phonenumbers.country_code_for_region(REGION) == number.country_code
    style = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)
