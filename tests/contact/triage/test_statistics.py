"""The figures page: counts and times that anybody in triage may see, and nothing about one person."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from contact.models import ConsultationRequest, RequestEvent
from tests.builders.requests import make_clinic_details, make_mistake, make_referral, make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/contact/consultationrequest/"
FIGURES = f"{LIST}figures/"
WEDNESDAY_NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)  # in New York


@pytest.fixture
def clock(clock):
    clock.move_to(WEDNESDAY_NOON)
    return clock


@pytest.fixture
def nadia(client, clock):
    user = make_staff("nadia", "Triage")
    sign_in(client, user)
    return user


def request_of(clock, ago, **answers):
    clock.move_to(WEDNESDAY_NOON - ago)
    consultation_request = make_request(**answers)
    clock.move_to(WEDNESDAY_NOON)
    return consultation_request


def page(client):
    return " ".join(client.get(FIGURES).text.split())


def rows(page, heading):
    section = page[page.index(f'id="{heading}"') :].partition("</section>")[0]
    found = re.findall(r'<th[^>]*scope="row">([^<]+)</th>\s*<td[^>]*>([^<]+)<', section)
    return dict(found)


def test_requests_are_counted_on_the_day_of_the_clinic(client, nadia, clock):
    make_clinic_details(range(5))
    late_on_monday = datetime(2026, 11, 24, 4, tzinfo=UTC)  # 11 pm in New York
    request_of(clock, WEDNESDAY_NOON - late_on_monday)
    request_of(clock, timedelta(hours=1))
    request_of(clock, timedelta(days=31))
    spam = request_of(clock, timedelta(hours=1))
    ConsultationRequest.objects.filter(pk=spam.pk).update(in_quarantine=True)

    shown = page(client)

    days = rows(shown, "a-day")
    assert len(days) == 30
    assert {day: number for day, number in days.items() if number != "0"} == {"November 23": "1", "November 25": "1"}
    assert "2 in the last 30 days, 1 on the busiest" in shown
    assert "<title>November 23: 1</title>" in shown


def test_time_to_first_contact_is_counted_in_open_hours_from_the_first_try(client, nadia, clock):
    make_clinic_details(range(5))
    for hours in (1, 2, 3):  # received at 8 pm on Tuesday, tried that long after 9 am on Wednesday
        clock.move_to(datetime(2026, 11, 25, 1, tzinfo=UTC))
        robin = make_request()
        clock.move_to(datetime(2026, 11, 25, 14 + hours, tzinfo=UTC))
        robin.attempt_contact(by=nadia, channel="call", result="no_answer")
    clock.move_to(datetime(2026, 11, 25, 17, 10, tzinfo=UTC))
    robin.move_to("contacted", by=nadia, version=1)
    make_request()

    shown = page(client)

    assert rows(shown, "first-contact") == {"Half of them within": "2 h 0 min", "Nine of ten within": "3 h 0 min"}
    assert "3 requests of the last 90 days, 1 more without a first contact" in shown


def test_a_move_to_review_is_no_contact(client, nadia, clock):
    make_request("in_review")

    assert "Nobody was contacted in the last 90 days." in page(client)


def test_open_requests_are_counted_by_age(client, nadia, clock):
    for days in (0, 1, 2, 3, 6, 7, 28, 300):
        request_of(clock, timedelta(days=days, minutes=1))
    request_of(clock, timedelta(days=2), state="closed")

    assert rows(page(client), "open-by-age") == {
        "Less than a day": "1",
        "1 to 2 days": "2",
        "3 to 6 days": "2",
        "1 to 4 weeks": "1",
        "4 weeks or more": "2",
    }


def test_outcomes_of_the_last_ninety_days_are_counted(client, nadia, clock):
    make_request("closed"), make_request("closed"), make_request("booked")
    request_of(clock, timedelta(days=91), state="closed")

    shown = rows(page(client), "outcomes")

    assert shown.pop("Withdrew") == "2"
    assert shown.pop("Booked here, still open") == "1"
    assert set(shown.values()) == {"0"}


def test_an_empty_clinic_has_a_page_too(client, nadia):
    shown = page(client)

    assert "0 in the last 30 days" in shown
    assert set(rows(shown, "open-by-age").values()) == {"0"}


def test_the_figures_name_nobody_and_the_policy_holds(client, nadia, clock):
    robin = make_request(name="Robin Doe", email="robin@example.com", message="private words")

    shown = page(client)

    assert not re.search(f"Robin|robin@|private|555|{robin.reference}", shown)
    assert " style=" not in shown
    assert "<script>" not in shown


@pytest.mark.parametrize("role", ["Editors", "Clinical reviewers"])
def test_only_those_who_may_see_requests_see_the_figures(client, role):
    sign_in(client, make_staff("erin", role))

    assert client.get(FIGURES).status_code == 403


def test_the_list_and_the_staff_home_lead_to_the_figures(client, nadia):
    link = f'href="{FIGURES}"'

    assert link in client.get(LIST).content.decode()
    assert link in client.get("/admin/").content.decode()


def test_many_requests_take_as_many_queries_as_few(
    client, nadia, django_assert_num_queries, django_assert_max_num_queries
):
    make_request("contacted")
    page(client)
    with django_assert_max_num_queries(25) as few:
        page(client)
    for _ in range(40):
        make_request("contacted")
    assert RequestEvent.objects.filter(kind="moved").count() == 41

    with django_assert_num_queries(len(few)):
        page(client)


def test_referrals_and_mistakes_are_only_counted(client, nadia, clock):
    make_request(), make_referral("contacted"), make_mistake("closed"), make_mistake()

    shown = page(client)

    assert rows(shown, "kinds") == {"Consultations": "1", "Referrals": "1", "Mistakes on pages": "2"}
    assert "1 in the last 30 days" in shown
    assert rows(shown, "open-by-age")["Less than a day"] == "1"
    assert "Fixed" not in rows(shown, "outcomes")
