"""An email address as a link that opens a new mail."""

from urllib.parse import quote


def mail_link(address: str) -> str:
    """Such as "mailto:robin%2Bnews@example.com"; "" without an address.

    Whatever could add recipients or words to the mail is encoded (RFC 6068).
    """
    mailbox, _, host = address.rpartition("@")
    return f"mailto:{quote(mailbox, safe='')}@{quote(host, safe='')}" if address else ""
