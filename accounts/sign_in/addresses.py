"""Where somebody signs in from."""

from contact.suspicion import sender_of


def address_of(request):
    """The visitor's address, not the proxy's; of IPv6 only the network, which is what a household has."""
    return sender_of(request).partition("/")[0] or "0.0.0.0"  # noqa: S104  # nosec B104: nobody listens there
