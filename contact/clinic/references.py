"""Public references of requests and mails."""

import re
import secrets
import unicodedata

# Read out on the phone, so without characters that sound or look alike (0/O, 1/I/L).
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# 31**8 references: enough that two of them are never the same by chance, and still short enough to read out.
REFERENCE_LENGTH = 8
BEFORE_REFERENCE = re.compile(r"(MY|YOUR|THE)?(REQUEST|REFERRAL)?(REF|REFERENCE)?(ID|NO|NR|NUM|NUMBER|CODE)?(IS)?")


def in_halves(reference):
    """As people read it out: QDXZ-2QKZ. It is stored without the hyphen."""
    half = REFERENCE_LENGTH // 2
    return f"{reference[:half]}-{reference[half:]}"


def as_stored(typed):
    """A reference however it is written or read out: "qdxz 2qkz", "#QDXZ-2QKZ", "Ref. no. QDXZ2QKZ"."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    characters = "".join(character for character in plain if character.isalnum())
    before, reference = characters[:-REFERENCE_LENGTH], characters[-REFERENCE_LENGTH:]
    return reference if BEFORE_REFERENCE.fullmatch(before) else characters


def new_reference():
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))
