"""A notice that the law asks for is public only once the clinic has filled it in."""

from datetime import date

import pytest

from content.editor.setup import setup_steps
from content.models import LegalPage
from content.publishing.publish_guard import PublishRefused
from content.starter.loader import load_starter_pages
from tests.builders.staff import make_owner

pytestmark = pytest.mark.django_db

NOTICE = """type = "legal"
slug = "nondiscrimination"
title = "Nondiscrimination"
summary = "We treat everyone fairly."
search_description = "How we treat people, and how to complain."

[[body]]
block = "text"
text = "<p>Write to [name of your coordinator].</p>"
"""
HOME = 'type = "home"\nslug = "home"\ntitle = "Home"\nsummary = "Welcome."\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "home.toml").write_text(HOME)
    (tmp_path / "nondiscrimination.toml").write_text(NOTICE)
    (tmp_path / "sources.toml").write_text("source = []")
    return tmp_path


def legal_step():
    return next(step for step in setup_steps(make_owner()) if step.title == "Legal pages")


def test_it_is_loaded_as_a_draft_whatever_else_is_public(client, folder, settings):
    settings.UNSIGNED_PAGES_ARE_PUBLIC = True

    for _ in range(2):
        outcome = load_starter_pages(folder)["/nondiscrimination/"]

    assert outcome == "waits for what only the clinic can fill in"
    assert client.get("/nondiscrimination/").status_code == 404


def test_it_cannot_go_live_with_a_blank(folder):
    load_starter_pages(folder)

    with pytest.raises(PublishRefused):
        LegalPage.objects.get().get_latest_revision().publish()


def test_the_setup_list_names_each_blank(folder):
    load_starter_pages(folder)

    assert legal_step().missing == ("name of your coordinator (in “Nondiscrimination”)",)


def test_filled_in_it_goes_live_with_its_day(client, folder):
    load_starter_pages(folder)
    page = LegalPage.objects.get()
    page.body = [("text", {"text": "<p>Write to our front desk.</p>", "sources": []})]
    page.in_effect_since = date(2026, 12, 1)

    page.save_revision().publish()

    shown = client.get("/nondiscrimination/").content.decode()
    assert "In effect since" in shown
    assert "December 1, 2026" in shown
    assert "Clinical review pending" not in shown
    assert legal_step().is_done


def test_the_menu_uses_its_short_title(client, folder):
    load_starter_pages(folder)
    page = LegalPage.objects.get()
    page.body, page.short_title = [("text", {"text": "<p>Write to our front desk.</p>", "sources": []})], "Fair care"

    page.save_revision().publish()

    assert ">Fair care</a>" in client.get("/").content.decode()
