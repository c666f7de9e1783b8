"""An installed site keeps what it says of evidence when one level becomes two scales, in live words and in drafts."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page, Revision

from content.models import ConditionPage
from content.publishing.publish_guard import before_any_review
from tests.builders.pages import make_condition_page, make_section_page, make_source

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = ("content", "0022_front_blocks")


@pytest.fixture
def migrated():
    """Pages and drafts with these levels, as an older release left them, after the migration."""

    def migrate(levels):
        section = make_section_page()
        drafts = [(make_condition_page(slug, section).save_revision(), level) for slug, level in levels.items()]
        executor = MigrationExecutor(connection)
        pages = executor.migrate([BEFORE]).apps.get_model("content", "ConditionPage").objects
        for slug, level in levels.items():
            pages.filter(slug=slug).update(evidence_level=level)
        for draft, level in drafts:
            del draft.content["evidence"]
            draft.content["evidence_level"] = level
            Revision.objects.filter(pk=draft.pk).update(content=draft.content)
        newest()
        return {page.slug: page for page in ConditionPage.objects.all()}

    yield migrate
    newest()


def newest():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def said(page):
    return [(pair.medicine, pair.people, pair.shows) for pair in page.pairs]


def test_starter_conditions_get_their_counts_and_sources(migrated):
    source = make_source("R36")

    page = migrated({"chronic-pain": 5})["chronic-pain"]

    assert said(page) == [("similar", 2309, "none")]
    assert page.source_ids == [source.pk]
    assert page.evidence.raw_data[0]["value"]["facts"] == "EVID-07"


def test_other_conditions_say_no_more_than_before(migrated):
    pages = migrated({"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "ptsd": 3})

    assert {slug: said(page) for slug, page in pages.items()} == {
        "a": [("spray", None, "mixed")],
        "b": [("ketamine", None, "mixed")],
        "c": [("ketamine", None, "unclear")],
        "d": [("ketamine", None, "mixed")],
        "e": [("ketamine", None, "none")],
        "ptsd": [("ketamine", None, "unclear")],
    }


def test_an_older_draft_opens_and_goes_live(migrated):
    page = migrated({"ptsd": 4})["ptsd"]

    draft = page.get_latest_revision()
    assert said(draft.as_object()) == [("infusions", 188, "mixed")]
    with before_any_review():
        draft.publish()

    assert said(Page.objects.get(pk=page.pk).specific) == [("infusions", 188, "mixed")]
