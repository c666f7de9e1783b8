"""The HTML part of a mail to staff, made from its text: the same words, in the colors and letters of the site.

Mails to visitors have none: they are plain text and carry neither the clinic's name nor its logo.
"""

import re
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.palette import HOUSE_COLOR, palette_of

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
    """A line that ends in an address has before it the words that say what it leads to."""
    words, _, last = text.strip().rpartition(" ")
    if last.startswith(("https://", "http://")):
        return Line(words.strip().removesuffix(":"), last)
    return Line(text.strip())
