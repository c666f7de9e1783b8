"""What each member of staff looked at in a week, for whoever reviews it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from contact.models import RequestEvent
from contact.requests.access_log import TRIAGE
from tests.builders.requests import make_clinic_details, make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

WEEK = "/admin/contact/requestevent/week/"
WEDNESDAY_NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)  # in New York
Kind = RequestEvent.Kind


@pytest.fixture
def clock(clock):
    clock.move_to(WEDNESDAY_NOON)
    return clock


@pytest.fixture
def officer(client, clock):
    user = make_staff("olga", "Privacy officers")
    sign_in(client, user)
    return user


def look_at(*asked, by, kind=Kind.VIEWED):
    for one in asked:
        RequestEvent.objects.record(kind, one.reference, actor=by)


def figures_of(client, name, week=""):
    page = client.get(f"{WEEK}?week={week}" if week else WEEK).content.decode()
    if f">{name}</h2>" not in page:
        return None
    section = page[page.index(f">{name}</h2>") :].partition("</section>")[0]
    return dict(re.findall(r'<th[^>]*scope="row">([^<]+)</th>\s*<td[^>]*>([^<]+)<', section))


def test_each_kind_of_look_is_counted_for_each_person(client, officer, sam):
    robin, kim = make_request(), make_request()
    look_at(robin, robin, kim, by=sam)
    look_at(kim, by=sam, kind=Kind.PRINTED)
    look_at(robin, kim, by=sam, kind=Kind.EXPORTED)
    RequestEvent.objects.record_many(Kind.LISTED, sam, [robin, kim])
    RequestEvent.objects.record_many(Kind.SEARCHED, sam, [kim])

    assert figures_of(client, "sam") == {
        "Requests opened": "2",
        "Opened, nothing done with them": "2",
        "Lists seen": "1",
        "Searches": "1",
        "Call sheets": "1",
        "Requests exported": "2",
    }
    assert figures_of(client, "olga") is None


def test_views_that_were_chained_by_an_earlier_version_are_counted_with_the_plain_ones(client, officer, sam):
    robin = make_request()
    for kind in (Kind.LISTED, Kind.LISTED, Kind.SEARCHED):
        RequestEvent.objects.record(kind, TRIAGE, actor=sam, references=[robin.reference])
    RequestEvent.objects.record_many(Kind.LISTED, sam, [robin])

    figures = figures_of(client, "sam")

    assert (figures["Lists seen"], figures["Searches"]) == ("3", "1")


def test_what_somebody_has_a_reason_to_open_does_not_count_as_nothing_done(client, officer, sam):
    noted, given, other = make_request(), make_request(), make_request()
    noted.note_down("Called.", by=sam)
    given.assign_to(sam, by=officer, version=given.version)
    other.note_down("Called.", by=officer)
    look_at(noted, given, other, by=sam)

    assert figures_of(client, "sam")["Opened, nothing done with them"] == "1"


def test_looks_while_the_clinic_is_closed_are_counted_where_its_hours_are_known(client, officer, sam, clock):
    make_clinic_details(range(5))
    robin = make_request()
    look_at(robin, by=sam)
    clock.move_to(WEDNESDAY_NOON - timedelta(hours=10))
    look_at(robin, robin, by=sam)
    clock.move_to(WEDNESDAY_NOON)

    assert figures_of(client, "sam")["Looks while the clinic was closed"] == "2"


def test_a_week_is_monday_to_sunday_of_the_clinic(client, officer, sam, clock):
    robin = make_request()
    for moment in [datetime(2026, 11, 23, 4, 59, tzinfo=UTC), datetime(2026, 11, 23, 5, tzinfo=UTC)]:
        clock.move_to(moment)  # Sunday 11:59 pm and Monday midnight in New York
        look_at(robin, by=sam)
    clock.move_to(WEDNESDAY_NOON)

    assert figures_of(client, "sam")["Requests opened"] == "1"
    assert figures_of(client, "sam", week="2026-11-18")["Requests opened"] == "1"
    assert figures_of(client, "sam", week="2026-11-09") is None


@pytest.mark.parametrize("week", ["soon", "2026-13-40", "9999-12-31", "0001-01-01"])
def test_a_week_that_cannot_be_is_the_present_one(client, officer, week):
    response = client.get(f"{WEEK}?week={week}")

    assert response.status_code == 200
    assert "November 23" in response.content.decode()


def test_the_page_takes_as_many_queries_however_much_was_looked_at(
    client, officer, sam, django_assert_num_queries, django_assert_max_num_queries
):
    asked = [make_request() for _ in range(3)]
    look_at(*asked, by=sam)
    with django_assert_max_num_queries(20) as few:
        client.get(WEEK)
    for number in range(10):
        look_at(*asked, by=make_staff(f"nurse{number}", "Triage"))

    with django_assert_num_queries(len(few)):
        client.get(WEEK)


def test_each_number_leads_to_its_entries(client, officer, sam):
    robin = make_request()
    look_at(robin, by=sam)
    page = client.get(WEEK).content.decode()

    entries = client.get(re.search(r'href="(/admin/contact/requestevent/\?[^"]+)"', page)[1].replace("&amp;", "&"))

    assert entries.status_code == 200
    assert robin.reference in entries.content.decode()
    assert "1 request event" in entries.content.decode()


def test_only_who_may_see_entries_sees_the_week(client, clock):
    sign_in(client, make_staff("ed", "Editors"))

    assert client.get(WEEK).status_code == 403
