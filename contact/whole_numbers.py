"""Keys and versions that come from outside: anybody can post anything in their place."""

# What a whole number of the database holds.
LARGEST = 2**31 - 1


def whole_number(posted):
    """The number that `posted` says, or None for anything else."""
    digits = str(posted or "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST))):
        return None
    return int(digits) if int(digits) <= LARGEST else None
