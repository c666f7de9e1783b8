"""Email addresses as they are compared and linked."""

import unicodedata
from urllib.parse import quote


def normalize_email(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def mailto_link(address: str) -> str:
    """Such as "mailto:robin%2Bnews@example.com"; "" without an address.

    Whatever could add recipients or text to the mail is encoded (RFC 6068).
    """
    mailbox, _, host = address.rpartition("@")
    return f"mailto:{quote(mailbox, safe='')}@{quote(host, safe='')}" if address else ""
