"""The one spelling of a phone number, an address or a name by which two are known to be the same."""

import re
import unicodedata

import phonenumbers

REGION = "US"


def parsed_phone(typed: str) -> phonenumbers.PhoneNumber | None:
    """The number, when it is one that could be rung."""
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def digits(typed: str) -> str:
    return "".join(str(unicodedata.digit(character)) for character in typed if character.isdecimal())


def normal_phone(typed: str) -> str:
    number = parsed_phone(typed)
    if number is None:
        return digits(typed)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normal_email(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def normal_name(typed: str) -> str:
    """Case, accents, punctuation and the order of the parts do not matter."""
    letters = unicodedata.normalize("NFKD", typed.casefold())
    bare = "".join(character for character in letters if not unicodedata.combining(character))
    return " ".join(sorted(re.findall(r"\w+", bare)))
