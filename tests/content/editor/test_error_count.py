"""The staff home says how many pages have errors, and nobody waits there for the review of a whole large site."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from content.editor.review_report import ErrorCount, count_errors
from tests.builders.pages import go_live_unreviewed, make_information_page, make_whole_page
from tests.builders.staff import make_owner, sign_in

pytestmark = pytest.mark.django_db

# Home and the pages of this file are too small for the review; a whole page has no error.
SMALL = {"summary": "A miracle cure."}


def test_every_look_reviews_some_more_until_all_are_known():
    for number in range(4):
        make_information_page(f"page-{number}", **SMALL)

    counts = [count_errors(timezone.localdate(), most=2) for _ in range(4)]

    assert counts == [ErrorCount(2, 3), ErrorCount(4, 1), ErrorCount(5, 0), ErrorCount(5, 0)]


def test_what_is_known_costs_two_queries(django_assert_num_queries):
    make_information_page()
    count_errors(timezone.localdate())

    with django_assert_num_queries(2):
        count_errors(timezone.localdate())


def test_a_page_is_reviewed_again_once_it_has_changed():
    page = make_whole_page()
    before = count_errors(timezone.localdate())
    page.refresh_from_db()
    page.summary = SMALL["summary"]

    go_live_unreviewed(page)

    assert count_errors(timezone.localdate()).pages == before.pages + 1


def test_a_draft_with_errors_counts_as_well_and_a_page_only_once():
    page = make_whole_page()
    before = count_errors(timezone.localdate())
    page.refresh_from_db()
    page.summary = SMALL["summary"]

    page.save_revision()

    assert count_errors(timezone.localdate()).pages == before.pages + 1


def test_the_staff_home_says_what_is_not_known_yet(client):
    for number in range(6):
        make_information_page(f"page-{number}", **SMALL)
    sign_in(client, make_owner())

    home = client.get("/admin/").content.decode()

    assert "5 pages have errors to mend" in home
    assert "2 versions of pages not reviewed yet today" in home


def test_the_mail_worker_looks_at_more_each_minute(django_assert_num_queries):
    for number in range(6):
        make_information_page(f"page-{number}", **SMALL)

    call_command("publish_scheduled", verbosity=0)

    with django_assert_num_queries(2):
        assert count_errors(timezone.localdate()) == ErrorCount(7, 0)
