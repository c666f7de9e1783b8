"""The title of a page, and what a link to it shows when it is shared."""

import re
import struct
from html import unescape
from pathlib import Path

import pytest

from tests.builders.pages import make_information_page

STATIC = Path(__file__).resolve().parents[2] / "static"
SITE = "http://localhost:8000"

pytestmark = pytest.mark.django_db


def head_of(client, address):
    return client.get(address).content.decode().split("</head>")[0]


def meta(head, name):
    return unescape(re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)">', head)[1])


def test_the_clinics_name_follows_a_title_only_where_both_fit(client):
    make_information_page("short", title="Safety")
    make_information_page("long", title="Questions to ask before you decide on a treatment")
    make_information_page("own", title="Safety, side effects and risks", seo_title="Risks")

    titles = [re.search("<title>(.*?)</title>", head_of(client, f"/{slug}/"))[1] for slug in ("short", "long", "own")]

    assert titles == [
        "Safety – Ketamine Therapy Clinic",  # noqa: RUF001
        "Questions to ask before you decide on a treatment",
        "Risks – Ketamine Therapy Clinic",  # noqa: RUF001
    ]


def test_a_shared_link_shows_the_words_of_its_page_and_a_picture_of_ours(client):
    make_information_page("safety", title="Safety", search_description="What can go wrong.")

    head = head_of(client, "/safety/")

    assert '<link rel="canonical" href="http://localhost:8000/safety/">' in head
    assert meta(head, "og:url") == "http://localhost:8000/safety/"
    assert meta(head, "og:title") == "Safety"
    assert meta(head, "og:description") == "What can go wrong."
    assert meta(head, "og:image").startswith("http://localhost:8000/static/share")


def test_the_picture_for_shared_links_is_small_and_of_the_usual_size():
    picture = (STATIC / "share.png").read_bytes()

    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    assert len(picture) < 60 * 1024
