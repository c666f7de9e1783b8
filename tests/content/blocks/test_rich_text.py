"""Rich text keeps no link that hides where it leads, however it was written."""

import json

import pytest
from django.urls import reverse

from content.blocks.rich_text import ReaderText
from content.models import InformationPage
from tests.builders.editing import form_of
from tests.builders.pages import make_whole_page
from tests.builders.staff import make_staff, sign_in

HIDDEN = [
    "//evil.example",
    " //evil.example",
    "/\t/evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "///evil.example",
    "javascript:alert(1)",
    "JaVa\nScript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,evil",
    "vbscript:evil",
    "https:evil.example",
    "http:/evil.example",
    "evil.example",
]
PLAIN = [
    "https://good.example/a?b=1",
    "http://good.example",
    "mailto:us@good.example",
    "tel:+12075550142",
    "/consultation/",
    "#sources",
]


def html(address):
    return f'<p>See <a href="{address}">this</a> and that.</p>'


def link_in_draft(address):
    block = {"key": "a", "text": "See this.", "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    block["entityRanges"] = [{"key": 0, "offset": 4, "length": 4}]
    return json.dumps(
        {"blocks": [block], "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}}}
    )


@pytest.mark.parametrize("address", HIDDEN)
def test_a_link_that_hides_where_it_leads_becomes_words(address):
    assert ReaderText(html(address)).source == "<p>See this and that.</p>"


@pytest.mark.parametrize("address", PLAIN)
def test_other_links_stay(address):
    assert ReaderText(html(address)).source == html(address)


def test_links_to_pages_stay():
    link = '<p><a id="3" linktype="page">Safety</a></p>'

    assert ReaderText(link).source == link


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "kept"), [("//evil.example", 0), ("/\\evil.example", 0), ("https://good.example", 1)]
)
def test_the_editor_keeps_the_words_without_it(client, address, kept):
    page = make_whole_page()
    sign_in(client, make_staff("erin", "Editors"))
    form = form_of(page, **{"body-0-value-text": link_in_draft(address)})

    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)

    stored = json.loads(InformationPage.objects.get(pk=page.pk).get_latest_revision().content["body"])
    assert stored[0]["value"]["text"].count("href") == kept
    assert "this" in stored[0]["value"]["text"]


@pytest.mark.django_db
def test_a_program_stores_no_such_link():
    page = make_whole_page()
    page.body = [("text", {"text": html("//evil.example"), "sources": []})]

    page.save_revision()

    assert "evil.example" not in page.get_latest_revision().content["body"]


@pytest.mark.django_db
def test_what_was_stored_before_leads_visitors_nowhere(client):
    page = make_whole_page()
    body = json.dumps([{"type": "text", "value": {"text": html("//evil.example"), "sources": []}, "id": "a"}])
    InformationPage.objects.filter(pk=page.pk).update(body=body)

    shown = client.get("/about-us/").content.decode()

    assert "this and that" in shown
    assert "evil.example" not in shown
