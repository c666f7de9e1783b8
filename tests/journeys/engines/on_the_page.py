"""Where things are on the site's pages. Each is found by what it is for, so that another look leaves this as it is."""

HEADING = "main h1"
OPENS_MENU = "button[popovertarget=menu]:not([popovertargetaction=hide])"
MENU = "#menu"
CLOSES_MENU = "#menu button[popovertargetaction=hide]"
CALLS_LIFELINE = 'main a[href="tel:988"]'

FORM = "/consultation/"
SENT = "/consultation/received/"
SENDS = "main form[method=post] button[type=submit]"
MISTAKES = "[aria-labelledby=error-summary-heading]"
LINKS_TO_MISTAKES = f"{MISTAKES} a"


def link(address):
    return f'a[href="{address}"]'


def field(name, value=None):
    """A field of the form; with a value, that one of a group of radio buttons."""
    return f'main form [name="{name}"]' + (f'[value="{value}"]' if value else "")


# As the form names them: who asks, and the way to reach them.
FOR_ME = field("asking_for", "me")
BY_PHONE = field("contact_by", "phone")
NAME = field("name")
PHONE_NUMBER = field("phone")
MESSAGE = field("message")
IS_ADULT = field("is_adult")
UNDERSTANDS = field("understands_use")
