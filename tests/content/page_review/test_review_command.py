"""manage.py review_pages."""

import csv
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.builders.pages import (
    dates_and_writer,
    go_live_unreviewed,
    make_home_page,
    make_source,
    make_whole_page,
)

MEASURES = """How the pages read, of what is in view:
  words in view  Flesch-Kincaid  SMOG  words a sentence  over 20 words  contractions per 100  stilted per 1,000  \
comparisons in view  figures per 100
"""
NO_FAULTS = "Pages: 2. Errors: 0. Advice: 0.\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole_page():
    """A site of one page without a fault, and of Home."""
    words = {"type": "text", "value": {"text": "<p>Reading sets no cookie.</p>", "sources": [make_source().pk]}}
    make_home_page(search_description="The front door.", body=[words], **dates_and_writer())
    return make_whole_page()


def run(*arguments):
    out = StringIO()
    call_command("review_pages", *arguments, stdout=out)
    return out.getvalue()


def run_and_fail(*arguments):
    out = StringIO()
    with pytest.raises(CommandError, match="to mend"):
        call_command("review_pages", *arguments, stdout=out)
    return out.getvalue()


def test_a_site_without_faults_passes(whole_page):
    assert run().endswith(NO_FAULTS)


def test_a_live_page_with_an_error_fails_and_says_what_to_write_instead(whole_page):
    whole_page.summary = "Ketamine is a miracle."
    go_live_unreviewed(whole_page)

    told = run_and_fail()

    assert told.startswith("/about-us/  About us\n  error F07, Summary\n    “Ketamine is a miracle.”\n")
    assert "    Instead: Say what changed" in told
    assert told.endswith("Pages: 2. Errors: 1. Advice: 0.\n")


def test_drafts_are_checked_when_asked_for(whole_page):
    whole_page.summary = "Ketamine is a miracle."
    whole_page.save_revision()

    assert run().endswith(NO_FAULTS)
    assert "/about-us/ (draft)  About us\n" in run_and_fail("--drafts")


def test_findings_can_be_had_as_a_table(whole_page):
    whole_page.summary = "Ketamine is a miracle."
    go_live_unreviewed(whole_page)

    (row,) = csv.DictReader(StringIO(run_and_fail("--format", "csv")))

    assert (row["address"], row["version"], row["severity"], row["rule"]) == ("/about-us/", "live", "error", "F07")
    assert row["sentence"] == "Ketamine is a miracle."


def test_a_table_says_how_each_page_reads(whole_page):
    words = f"<p>{'The nurse will stay with you. ' * 20}</p>"
    whole_page.body = [("text", {"text": words, "sources": [make_source("R02")]})]
    go_live_unreviewed(whole_page)

    told = run()

    assert MEASURES in told
    cells = re.search(r"^ +(.*)  /about-us/$", told, re.M)[1].split()
    assert cells[3:] == ["5.9", "0%", "0.0", "0", "0", "0.0"]
    assert [cell for cell in re.search(r"^ +(.*)  /$", told, re.M)[1].split() if cell != "-"] == []
