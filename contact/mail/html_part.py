"""The HTML part of a mail to staff, made from its text: the same words, in the colors and letters of the site.

Mails to visitors have none: they are plain text and carry neither the clinic's name nor its logo.
"""

import re
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.palette import HOUSE_COLOR, palette_of

# A line that ends in an address, after the words that say what it leads to.
LINE_WITH_LINK = re.compile(r"^(?P<words>.*?):?\s*(?P<link>https?://\S+)$")
HTML = "text/html"


@dataclass(frozen=True)
class Line:
    words: str
    link: str = ""


def with_html_part(mail):
    """The mail with an HTML part. It loads nothing from anywhere, so nobody learns that it was opened."""
    alternatives = getattr(mail, "alternatives", [])
    if any(mimetype == HTML for _, mimetype in alternatives):
        return mail
    clinic = ClinicDetails.current()
    said = {
        "subject": mail.subject,
        "paragraphs": [
            [line_of(line) for line in part.splitlines()] for part in re.split(r"\n\s*\n", mail.body.strip())
        ],
        "clinic": clinic,
        "colors": palette_of(clinic.brand_color or HOUSE_COLOR),
    }
    whole = EmailMultiAlternatives(
        mail.subject,
        mail.body,
        mail.from_email,
        mail.to,
        mail.bcc,
        headers=mail.extra_headers,
        cc=mail.cc,
        reply_to=mail.reply_to,
        connection=mail.connection,
    )
    whole.attach_alternative(render_to_string("mail/quiet.html", said), HTML)
    return whole


def line_of(text):
    found = LINE_WITH_LINK.match(text.strip())
    return Line(found["words"].strip(), found["link"]) if found else Line(text.strip())
