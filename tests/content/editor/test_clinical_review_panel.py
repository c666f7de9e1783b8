"""Where staff see what the review finds: beside the form, in the report and on their home."""

import csv
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.builders.dates import clinics_today
from tests.builders.pages import (
    dates_and_writer,
    go_live_unreviewed,
    make_home_page,
    make_source,
    make_whole_page,
)
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

MIRACLE = "Ketamine is a miracle."


@pytest.fixture
def page():
    words = {"type": "text", "value": {"text": "<p>Reading sets no cookie.</p>", "sources": [make_source().pk]}}
    make_home_page(search_description="The front door.", body=[words], **dates_and_writer())
    return make_whole_page()


@pytest.fixture
def editor(client):
    sign_in(client, make_staff("erin", "Editors"))
    return client


def draft(page, summary):
    page.summary = summary
    page.save_revision()


def report(client, **query):
    return client.get(reverse("clinical_review"), query)


def test_the_editor_shows_what_to_mend_and_what_to_write_instead(editor, page):
    draft(page, MIRACLE)

    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "1 to mend before this page can go live" in shown
    assert f'finding__sentence">{MIRACLE}' in shown
    assert "Instead: Say what changed" in shown


def test_a_finding_leads_to_its_field(editor, page):
    draft(page, MIRACLE)

    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert '<a href="#id_summary">Summary</a>' in shown
    assert 'id="id_summary"' in shown


def test_the_report_lists_live_pages_and_drafts(editor, page):
    assert "Nothing found." in report(editor).content.decode()
    draft(page, MIRACLE)

    shown = report(editor).content.decode()

    assert MIRACLE in shown
    assert "(draft)" in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [({"severity": "error"}, True), ({"severity": "advice"}, False), ({"rule": "F07"}, True), ({"rule": "F01"}, False)],
)
def test_the_report_can_be_narrowed(editor, page, query, found):
    draft(page, MIRACLE)

    assert (MIRACLE in report(editor, **query).content.decode()) is found


def test_the_report_can_be_had_as_a_table(editor, page):
    draft(page, MIRACLE)

    table = report(editor, export="csv").getvalue().decode()

    (row,) = csv.DictReader(table.splitlines())
    assert (row["Page"], row["Address"], row["Rule"]) == ("About us", "/about-us/", "F07")


def test_who_does_not_write_pages_sees_no_report(client, page):
    draft(page, MIRACLE)
    sign_in(client, make_staff("nadia", "Triage"))

    response = report(client)

    assert response.status_code == 403
    assert MIRACLE not in response.content.decode()


def test_the_staff_home_counts_the_pages_that_want_something(editor, page):
    page.next_review_due = clinics_today() - timedelta(days=1)
    page.last_reviewed = page.next_review_due - timedelta(days=300)
    go_live_unreviewed(page)

    shown = editor.get("/admin/").content.decode()

    assert "1 page is overdue for review" in shown
    assert "1 page has errors to mend" in shown


def test_the_staff_home_of_others_says_nothing_of_pages(client, page):
    page.summary = MIRACLE
    go_live_unreviewed(page)
    sign_in(client, make_staff("nadia", "Triage"))

    assert "errors to mend" not in client.get("/admin/").content.decode()
