"""Public references of requests and mails."""

import secrets

# Read out on the phone, so without characters that sound or look alike (0/O, 1/I/L).
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# 31**8 references: enough that two of them are never the same by chance, and still short enough to read out.
REFERENCE_LENGTH = 8


def in_halves(reference):
    """As people read it out: QDXZ-2QKZ. It is stored without the hyphen."""
    half = REFERENCE_LENGTH // 2
    return f"{reference[:half]}-{reference[half:]}"


def as_stored(typed):
    return "".join(character for character in typed.upper() if character.isalnum())


def new_reference():
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))
