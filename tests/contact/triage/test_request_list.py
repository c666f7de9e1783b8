"""The list of requests: its tabs, what each line says, and what is done from it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from contact.models import ConsultationRequest, RequestEvent, SearchEntry
from tests.builders.requests import make_clinic_details, make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db
LIST = "/admin/contact/consultationrequest/"
SEARCH = f"{LIST}search/"
KINDS = {"All kinds", "Consultations", "Referrals", "Mistakes"}


def change(consultation_request, **fields):
    ConsultationRequest.objects.filter(pk=consultation_request.pk).update(**fields)
    consultation_request.refresh_from_db()
    return consultation_request


def shown(page):
    """The references of the list, from the top."""
    return re.findall(r'<th class="field-reference"[^>]*>\s*<a [^>]*>(\w{8})</a>', page)


def tabs(page):
    found = re.findall(r'class="triage-show__link"[^>]*>([^<]+?)\s+<span class="triage-show__count">(\d+)</span>', page)
    return {name: int(number) for name, number in found}


def test_each_tab_says_how_many_it_holds_and_holds_them(client, nadia):
    now = timezone.now()
    make_request(), make_request("in_review"), make_request("contacted"), make_request("booked"), make_request("closed")
    change(make_request(), due_at=now - timedelta(hours=1), assigned_to=nadia)
    change(make_request("contacted"), due_at=now - timedelta(hours=1))
    change(make_request(), in_quarantine=True)
    change(make_request("closed"), in_quarantine=True)

    counts = {name: number for name, number in tabs(client.get(LIST).text).items() if name not in KINDS}
    held = {tab: len(shown(client.get(f"{LIST}?show={tab}").text)) for tab in ("new", "mine", "waiting", "overdue")}
    held |= {
        tab: len(shown(client.get(f"{LIST}?show={tab}").text)) for tab in ("booked", "closed", "quarantine", "all")
    }

    assert counts == {
        "Open": 6,
        "Read first": 0,
        "New": 2,
        "Mine": 1,
        "Waiting": 3,
        "Overdue": 1,
        "Booked": 1,
        "Closed": 2,
        "Suspected spam": 1,
        "All": 9,
    }
    assert list(held.values()) == [2, 1, 3, 1, 1, 2, 1, 9]
    assert len(shown(client.get(LIST).text)) == 6


def test_what_is_urgent_comes_first_then_who_has_waited_longest(client, nadia):
    now = timezone.now()
    late = change(make_request(), received_at=now - timedelta(hours=1))
    early = change(make_request(), received_at=now - timedelta(hours=9))
    urgent = change(make_request(), received_at=now, priority="high")

    assert shown(client.get(LIST).text) == [urgent.reference, early.reference, late.reference]


def test_what_was_closed_last_comes_first_among_the_closed(client, nadia):
    first, second = make_request("closed"), make_request("closed")

    assert shown(client.get(f"{LIST}?show=closed").text) == [second.reference, first.reference]


def test_a_line_says_how_and_when_the_person_likes_to_be_reached(client, nadia):
    make_request(best_times="Weekday mornings, before school & work", voicemail_ok=True)

    page = client.get(LIST).text

    assert 'Call. Voicemail OK<span class="triage-more">Weekday mornings, before school &amp; work</span>' in page


def test_a_due_time_reads_as_people_say_it(client, nadia, clock):
    make_clinic_details(range(5), reply_within_working_days=1)
    monday_11 = datetime(2026, 11, 30, 16, tzinfo=UTC)
    friday_16 = datetime(2026, 11, 27, 21, tzinfo=UTC)
    change(make_request(), received_at=friday_16, due_at=monday_11 + timedelta(hours=4))
    change(make_request(), received_at=friday_16, due_at=friday_16)
    clock.move_to(monday_11)
    sign_in(client, nadia)

    page = client.get(LIST).text

    assert '<td class="field-reply_due">today by 3 p.m.</td>' in page
    assert '<strong class="badge badge--urgent">was due Friday, 4 p.m.</strong>' in page
    assert "open hour" not in page


def test_requests_from_the_same_person_are_marked_and_none_is_merged(client, nadia):
    make_request(phone="(212) 555-0142"), make_request(phone="+1 212 555 0142"), make_request(phone="212.555.0142")
    make_request(phone="", contact_by="email", email="Robin@Example.com")
    make_request(phone="", contact_by="email", email="robin@example.com ")
    make_request(phone="(646) 555-0199")

    page = client.get(LIST).text

    assert page.count("2 others from this phone number") == 3
    assert page.count("1 other from this email address") == 2
    assert len(shown(page)) == 6


@pytest.mark.parametrize("address", [f"{LIST}?q=Robin", f"{LIST}?q=", f"{LIST}?show=new&q=robin@example.com"])
def test_a_search_in_the_address_is_refused(client, nadia, address):
    robin = make_request(name="Robin")

    response = client.get(address)

    assert response.status_code == 400
    assert "must not stand in an address" in response.text
    assert robin.reference not in response.text
    assert "Robin" not in response.text


@pytest.mark.parametrize(
    "lookup", ["reference", "name__startswith", "phone_index", "notes__text", "assigned_to__email"]
)
def test_no_other_column_can_be_asked_for_in_an_address(client, nadia, lookup):
    make_request(name="Robin")

    assert client.get(f"{LIST}?{lookup}=Robin").status_code == 400


def test_the_standing_tab_is_all_that_an_address_says(client, nadia):
    make_request(name="Robin Doe", email="robin@example.com", best_times="Mondays")

    page = client.get(f"{LIST}?show=waiting&priority__exact=normal").text

    addresses = " ".join(re.findall(r'(?:href|action)="([^"]*)"', page))
    assert "show=waiting" in addresses
    assert not re.search("robin|monday|555", addresses, re.IGNORECASE)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("phone", "212-555-0142"),
        ("email", " ROBIN@example.com"),
        ("name", "doe, robin"),
        ("reference", "{reference}"),
        ("reference", " {aloud} "),
    ],
)
def test_a_search_is_written_down_with_the_field_that_matched_and_without_its_words(client, nadia, field, words):
    robin = make_request(name="Robin Doe", phone="(212) 555-0142", email="robin@example.com")
    make_request(name="Kim Lee", phone="(646) 555-0199")

    page = client.post(
        SEARCH, {"words": words.format(reference=robin.reference.lower(), aloud=robin.reference_aloud)}
    ).text

    searched = RequestEvent.objects.get(kind="searched")
    assert shown(page) == [robin.reference]
    assert searched.detail == {"references": [robin.reference], "found_by": [field]}


@pytest.mark.parametrize("words", ["Somebody Else", "", " "])
def test_a_search_that_finds_nothing_is_written_down_too(client, nadia, words):
    make_request(name="Robin Doe")

    page = client.post(SEARCH, {"words": words}).text

    assert shown(page) == []
    assert RequestEvent.objects.get(kind="searched").detail == {"references": [], "found_by": []}


def test_nobody_is_said_to_look_after_ten_minutes(client, nadia, clock):
    robin, sam = make_request(), make_staff("sam", "Triage")
    RequestEvent.objects.record("viewed", robin.reference, actor=sam)
    clock.shift(timedelta(minutes=11))

    assert "opened this" not in client.get(f"{LIST}{robin.pk}/change/").text


def queries_at(client, django_assert_max_num_queries):
    counts = {}
    for address in (
        LIST,
        *(f"{LIST}?show={tab}" for tab in ("mine", "waiting", "overdue", "closed", "quarantine", "all")),
    ):
        with django_assert_max_num_queries(60) as captured:
            assert client.get(address).status_code == 200
        counts[address] = len(captured)
    with django_assert_max_num_queries(60) as captured:
        client.post(SEARCH, {"words": "(212) 555-0142"})
    counts["search"] = len(captured)
    with django_assert_max_num_queries(60) as captured:
        client.get(f"{LIST}{ConsultationRequest.objects.first().pk}/change/")
    counts["request"] = len(captured)
    return counts


def add_requests(number, nadia):
    now = timezone.now()
    answers = {"asking_for": "me", "contact_by": "phone", "name": "Robin Doe", "best_times": "Mornings"}
    states = ["new", "in_review", "booked", "closed"]
    made = ConsultationRequest.objects.bulk_create(
        ConsultationRequest(
            **answers,
            phone="(212) 555-0142",
            agreed_at=now,
            due_at=now - timedelta(hours=place % 3),
            state=states[place % 4],
            outcome="withdrew" if place % 4 == 3 else "",
            closed_at=now if place % 4 == 3 else None,
            in_quarantine=place % 5 == 0,
            assigned_to=nadia if place % 2 else None,
        )
        for place in range(number)
    )
    SearchEntry.index(made)


def test_two_thousand_requests_take_as_many_queries_as_twenty(client, nadia, django_assert_max_num_queries):
    make_clinic_details(range(5))
    add_requests(20, nadia)
    client.get(LIST)
    few = queries_at(client, django_assert_max_num_queries)

    add_requests(1980, nadia)
    many = queries_at(client, django_assert_max_num_queries)

    assert few == many
    assert max(many.values()) <= 36
