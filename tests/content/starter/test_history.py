"""Every version of a starter page can be brought back from the page's history."""

import importlib

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import PageLogEntry

from content.models import InformationPage
from tests.builders.pages import make_whole_page
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

migration = importlib.import_module("content.migrations.0012_versions_in_the_history")
HOME = 'type = "home"\nslug = "home"\ntitle = "Home"\nsummary = "Welcome."\n'
SAFETY = 'type = "information"\nslug = "safety"\ntitle = "Safety"\nsummary = "Risks."\n'


def can_be_brought_back(client, page, revision):
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    return reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision.pk]) in history


@pytest.fixture
def starter_page(tmp_path):
    (tmp_path / "home.toml").write_text(HOME)
    (tmp_path / "safety.toml").write_text(SAFETY)
    call_command("load_starter_pages", folder=tmp_path, verbosity=0)
    return InformationPage.objects.get(slug="safety")


def test_what_the_loader_wrote(client, starter_page):
    loaded = starter_page.get_latest_revision()
    starter_page.summary = "Changed."
    starter_page.save_revision()
    sign_in(client, make_staff("erin", "Editors"))

    assert can_be_brought_back(client, starter_page, loaded)


def test_what_the_loader_of_an_earlier_release_wrote(client):
    page = make_whole_page()
    loaded = page.save_revision()
    page.summary = "Changed."
    page.save_revision(user=make_staff("erin", "Editors"), log_action=True)
    sign_in(client, make_staff("eli", "Editors"))
    assert not can_be_brought_back(client, page, loaded)

    migration.add_missing_entries(apps, None)
    migration.add_missing_entries(apps, None)

    assert can_be_brought_back(client, page, loaded)
    entries = PageLogEntry.objects.filter(revision=loaded, action="wagtail.edit")
    assert [entry.timestamp for entry in entries] == [loaded.created_at]
