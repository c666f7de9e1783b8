"""The staff home: what waits, what is blank, and what a role may open."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from contact.models import ConsultationRequest, OutboxMessage
from tests.builders.requests import make_clinic_details, make_mistake, make_referral, make_request
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db


def home_of(client, user, address="/admin/"):
    sign_in(client, user)
    return client.get(address).content.decode()


def links_on(page):
    return re.findall(r'admin-menu__link" href="[^"]*">([^<]+)<', page)


def lines_on(page):
    return re.findall(r'waiting__link" href="[^"]*">([^<]+)<', page)


def test_the_owner_finds_every_list_and_no_library(client):
    page = home_of(client, make_owner())

    assert links_on(page) == [
        "Consultation requests",
        "Requests in figures",
        "Who did what",
        "Who looked at what",
        "Outgoing mail",
        "Proofs of deletion",
        "Upkeep",
        "Page editor",
        "Clinic details",
        "Locations",
        "Crisis help",
        "On call for safety",
        "How long requests are kept",
        "Call scripts and replies",
        "Users",
        "Groups",
        "Log entries",
    ]


@pytest.mark.parametrize(
    ("role", "links"),
    [
        ("Triage", ["Consultation requests", "Requests in figures", "Who did what", "Who looked at what"]),
        ("Editors", ["Page editor"]),
        (
            "Practice managers",
            [
                "Consultation requests",
                "Requests in figures",
                "Outgoing mail",
                "Upkeep",
                "Page editor",
                "Clinic details",
                "Locations",
                "Crisis help",
                "On call for safety",
                "How long requests are kept",
                "Call scripts and replies",
                "Users",
            ],
        ),
    ],
)
def test_each_role_finds_its_own_links(client, role, links):
    page = home_of(client, make_staff("sam", role))

    assert links_on(page) == links


def test_staff_without_a_role_are_told_whom_to_ask(client):
    page = home_of(client, make_staff("sam"))

    assert links_on(page) == []
    assert "Ask the practice manager for a role." in page


def test_the_page_of_the_requests_app_shows_its_links(client):
    page = home_of(client, make_staff("nadia", "Triage"), "/admin/contact/")

    assert links_on(page) == ["Consultation requests", "Who did what"]


def test_what_waits_comes_most_urgent_first(client):
    make_request()
    ConsultationRequest.objects.update(due_at=timezone.now() - timedelta(hours=1))
    OutboxMessage.objects.update(created_at=timezone.now() - timedelta(hours=1))

    page = home_of(client, make_owner())

    assert lines_on(page)[:3] == [
        "1 request is overdue",
        "1 new request, waiting for less than a minute",
        "1 mail has been waiting for more than 15 minutes",
    ]


def test_each_kind_of_request_has_its_own_line(client):
    make_request(), make_referral(), make_referral(), make_mistake(), make_mistake("closed")

    page = home_of(client, make_staff("nadia", "Triage"))

    assert lines_on(page) == [
        "1 new request, waiting for less than a minute",
        "2 new referrals, waiting for less than a minute",
        "1 new report of a mistake, waiting for less than a minute",
    ]
    assert 'href="/admin/contact/consultationrequest/?kind=referral&amp;show=new"' in page


def test_every_staff_page_carries_the_name_of_the_clinic(client):
    make_clinic_details(name="Harbor Clinic")

    sign_in(client, make_owner())

    pages = [client.get(address).content.decode() for address in ("/admin/", "/accounts/2fa/", "/cms/")]

    assert ["Harbor Clinic" in page for page in pages] == [True, True, True]


def test_times_are_those_of_the_clock_in_the_clinic(client):
    make_clinic_details(time_zone="America/Los_Angeles")
    received = make_request()
    ConsultationRequest.objects.update(received_at=datetime(2026, 1, 15, 20, 30, tzinfo=UTC))

    page = home_of(client, make_owner(), f"/admin/contact/consultationrequest/{received.pk}/change/")

    assert "Thu, Jan 15, 12:30 p.m." in page.replace("Jan 15, 2026,", "Jan 15,")


@pytest.mark.parametrize(("role", "lines"), [("Practice managers", 1), ("Privacy officers", 1), ("Triage", 0)])
def test_a_disk_that_is_nearly_full_is_told_before_requests_are_refused(client, monkeypatch, role, lines):
    monkeypatch.setattr("clinic_site.health.readiness.LEAST_FREE_BYTES", 2**70)

    told = [line for line in lines_on(home_of(client, make_staff("max", role))) if "free on the disk" in line]

    assert len(told) == lines


def test_a_missing_backup_is_told(client):
    make_request()
    ConsultationRequest.objects.update(received_at=timezone.now() - timedelta(days=2))

    lines = lines_on(home_of(client, make_staff("max", "Practice managers")))

    assert "There has been no backup yet. Tell whoever looks after the server." in lines
