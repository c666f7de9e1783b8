"""Whatever templates and code link to is a fixed page."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import Page

from content.models.fixed_pages import FIXED_PAGES
from content.publishing.fixed_page_guard import FixedPageError

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]


def links_in(html):
    return {link for link in re.findall(r'href="(/[^"#?]*)', html) if not link.startswith(("/static/", "/cms/"))}


# A link that is there only while its page is.
WHERE_OPEN = re.compile(r'{% if "[^"]+" in navigation.addresses %}.*?{% endif %}')


def fixed_addresses_in(folder, pattern):
    texts = (path.read_text() for path in (ROOT / folder).rglob("*") if path.suffix in {".html", ".txt", ".py"})
    return {address for text in texts for address in re.findall(pattern, WHERE_OPEN.sub("", text))}


def test_every_page_that_templates_and_code_link_to_is_fixed():
    linked = fixed_addresses_in("templates", r'href="(/(?:[a-z-]+/)*)[#"]')
    linked |= fixed_addresses_in("contact", r'format_html\([^)]*"(/[a-z-]+/)"')

    assert linked - set(FIXED_PAGES) == set()
    assert {"/", "/crisis-help/", "/privacy/"} <= linked


def test_no_link_is_dead_whatever_is_taken_down(client):
    call_command("load_starter_pages", verbosity=0)
    pages = Page.objects.live().filter(depth__gt=1).specific()
    for page in pages:
        with suppress(FixedPageError):
            page.unpublish()
    left = {page.url for page in Page.objects.live().filter(depth__gt=1).specific()}

    shown = [client.get(address).content.decode() for address in [*left, "/consultation/", "/search/", "/nowhere/"]]
    dead = {link for html in shown for link in links_in(html) if client.get(link).status_code == 404}

    assert left == set(FIXED_PAGES)
    assert dead == set()
