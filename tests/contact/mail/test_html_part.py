"""Mails to staff have an HTML part with the words of their text; mails to visitors have none."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.mail import EmailMessage

from contact.mail.html_part import with_html_part
from contact.mail.messages import compose
from contact.mail.outbox import OutboxMessage
from tests.builders.requests import make_clinic_details, make_request

pytestmark = pytest.mark.django_db

TEXT = "Hello & welcome.\n\nOpen it: https://clinic.example/admin/1/?a=b&c=d\nhttps://clinic.example/x\n"


def soup_of(mail):
    ((html, mimetype),) = mail.alternatives
    assert mimetype == "text/html"
    return BeautifulSoup(html, "html.parser")


def test_the_words_and_links_are_those_of_the_text():
    mail = with_html_part(EmailMessage("A request", TEXT, to=["staff@example.org"], headers={"X-A": "1"}))

    page = soup_of(mail)
    assert mail.body == TEXT
    assert (mail.to, mail.extra_headers) == (["staff@example.org"], {"X-A": "1"})
    assert page.h1.text == "A request"
    assert "Hello & welcome." in page.text
    assert [(link.text, link["href"]) for link in page("a")] == [
        ("Open it", "https://clinic.example/admin/1/?a=b&c=d"),
        ("https://clinic.example/x", "https://clinic.example/x"),
    ]


def test_nothing_is_loaded_from_anywhere():
    html, _ = with_html_part(EmailMessage("A request", "Words.")).alternatives[0]

    assert not re.search(r"<(?:img|link|script|iframe)|url\(|@import", html)


def test_it_has_the_color_of_the_clinic():
    make_clinic_details(brand_color="#6b3fa0")

    html, _ = with_html_part(EmailMessage("A request", "https://clinic.example/")).alternatives[0]

    assert "#583d7c" in html


@pytest.mark.parametrize(
    ("kind", "parts"), [(OutboxMessage.Kind.NEW_REQUEST, 1), (OutboxMessage.Kind.ACKNOWLEDGEMENT, 0)]
)
def test_staff_get_it_and_visitors_do_not(kind, parts):
    request = make_request(email="robin@example.org")

    mail = compose(OutboxMessage(kind=kind, reference=request.reference))

    assert len(getattr(mail, "alternatives", [])) == parts
