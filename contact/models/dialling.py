"""A phone number as a link that dials."""

import phonenumbers

from .normalising import digits, parsed_phone


def call_link(typed: str) -> str:
    """Such as "tel:+12125550142"; "" where there is nothing to dial."""
    number = parsed_phone(typed)
    if number is not None:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966).replace("-", "")
    return f"tel:{digits(typed)}" if digits(typed) else ""
