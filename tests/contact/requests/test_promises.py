"""The due time of a request follows the clinic's calendar and the request's own state."""

import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from contact.management.commands import send_mail
from contact.models import ClinicDetails, ConsultationRequest, Holiday, Location, OpeningHours, RequestEvent
from contact.requests.intake import accept_as_real
from contact.requests.promises import follow_calendar
from tests.builders.many_requests import make_many_requests
from tests.builders.requests import make_clinic_details, make_location, make_mistake, make_referral, make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

NEW_YORK = ZoneInfo("America/New_York")
# A Tuesday, 10 am in New York.
TUESDAY = datetime(2026, 11, 24, 15, tzinfo=UTC)
DETAILS = "/admin/contact/clinicdetails/1/change/"
REQUEST = "/admin/contact/consultationrequest/{}/change/"
WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday"]


@pytest.fixture(autouse=True)
def tuesday(clock):
    clock.move_to(TUESDAY)


@pytest.fixture
def clinic():
    """Open on weekdays from 9 to 5; replies within one business day."""
    return make_clinic_details(range(5), reply_within_working_days=1)


@pytest.fixture
def max(client):
    sign_in(client, make_staff("max", "Practice managers"))
    return client


def due(consultation_request):
    consultation_request.refresh_from_db()
    due_at = consultation_request.due_at
    return due_at and due_at.astimezone(NEW_YORK).strftime("%a %d %H:%M")


def reasons(consultation_request):
    return [event.detail for event in consultation_request.events().filter(kind="due time changed")]


def close_on(*days):
    for day in days:
        Holiday.objects.create(date=date(2026, 11, day), name="Closed")


# -- the calendar changes


def answer_in_chicago(clinic):
    other = make_location(range(5), time_zone="America/Chicago", place=1)
    save(other, answers_requests=True)


CHANGES = {
    "a closure is entered": (lambda clinic: close_on(25), "Thu 26 17:00", ["closures"]),
    "hours are changed": (
        lambda clinic: Location.main().set_hours([[(time(8), time(12))]] * 5),
        "Wed 25 12:00",
        ["opening hours"],
    ),
    "a day is taken away": (
        lambda clinic: OpeningHours.objects.get(weekday=2).delete(),
        "Thu 26 17:00",
        ["opening hours"],
    ),
    "hours past midnight": (
        lambda clinic: Location.main().set_hours([[(time(20), time(2))]] * 5),
        "Thu 26 02:00",
        ["opening hours"],
    ),
    "a time zone is corrected": (
        lambda clinic: save(Location.main(), time_zone="America/Los_Angeles"),
        "Wed 25 20:00",
        ["time zone"],
    ),
    "another location answers": (answer_in_chicago, "Wed 25 18:00", ["time zone"]),
    "the reply time is longer": (
        lambda clinic: save(clinic, reply_within_working_days=3),
        "Fri 27 17:00",
        ["reply time"],
    ),
    "the reply time is the same day": (
        lambda clinic: save(clinic, reply_within_working_days=0),
        "Tue 24 17:00",
        ["reply time"],
    ),
    "nothing is promised any more": (lambda clinic: save(clinic, reply_within_working_days=None), None, ["reply time"]),
    "all hours are gone": (lambda clinic: Location.main().set_hours([]), None, ["opening hours"]),
    "its phone is changed": (lambda clinic: save(Location.main(), phone="(212) 555-0142"), "Wed 25 17:00", None),
}


def save(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_the_calendar_moves_what_is_due(clinic, name):
    change, expected, changed = CHANGES[name]
    robin, referral = make_request(), make_referral()

    change(ClinicDetails.current())

    assert (due(robin), due(referral)) == (expected, expected)
    assert reasons(robin) == ([{"changed": changed}] if changed else [])
    assert RequestEvent.objects.chain_is_whole(robin.reference)


def test_a_closure_that_is_taken_back_brings_the_due_time_back(clinic):
    robin = make_request()
    close_on(25)

    Holiday.objects.get().delete()

    assert due(robin) == "Wed 25 17:00"


def test_a_location_that_is_deleted_hands_over_to_the_next(clinic):
    make_location([4], place=1)
    robin = make_request()

    Location.main().delete()

    assert due(robin) == "Fri 27 17:00"


def test_a_closure_of_another_location_moves_nothing(clinic):
    other = make_location(range(5), place=1)
    robin = make_request()

    Holiday.objects.create(date=date(2026, 11, 25), name="Paint", location=other)

    assert (due(robin), reasons(robin)) == ("Wed 25 17:00", [])


def test_only_what_awaits_a_reply_moves(clinic):
    others = [make_request("contacted"), make_request("booked"), make_request("closed"), make_mistake()]

    close_on(25)

    assert [(due(one), reasons(one)) for one in others] == [(None, [])] * 4


def test_a_page_that_is_open_meanwhile_stays_good(clinic):
    robin = make_request()

    close_on(25)

    robin.move_to("in_review", by=None, version=1)
    assert due(robin) == "Thu 26 17:00"


def test_the_worker_follows_what_reached_the_database_another_way(clinic):
    robin = make_request()
    Holiday.objects.bulk_create([Holiday(date=date(2026, 11, 25), name="Closed")])
    command = send_mail.Command()
    command.stopping = send_mail.threading.Event()

    command.run_tasks()

    assert (due(robin), reasons(robin)) == ("Thu 26 17:00", [{"changed": []}])


def test_what_a_process_of_the_release_before_left_on_an_answered_request_goes(clinic):
    robin = make_request("contacted")
    ConsultationRequest.objects.update(due_at=timezone.now())

    follow_calendar()

    assert due(robin) is None


# -- by the forms of the admin


def test_closures_of_a_form_move_it_once(clinic, max):
    robin = make_request()
    rows = {
        f"holidays-{place}-{name}": value
        for place, day in enumerate((25, 26, 27))
        for name, value in {"date": f"2026-11-{day}", "name": "Closed", "clinic": 1}.items()
    }
    form = {"holidays-TOTAL_FORMS": 3, "holidays-INITIAL_FORMS": 0, "name": "Clinic", "reply_within_working_days": 1}

    saved = max.post(DETAILS, form | rows)

    assert saved.status_code == 302
    assert (due(robin), reasons(robin)) == ("Mon 30 17:00", [{"changed": ["closures"]}])


def test_the_short_form_of_the_setup_list_moves_it(clinic, max):
    robin = make_request()

    max.post(f"{DETAILS}?part=replies", {"reply_within_working_days": 2})

    assert (due(robin), reasons(robin)) == ("Thu 26 17:00", [{"changed": ["reply time"]}])


def test_a_location_with_another_zone_and_week_moves_it_once(clinic, max):
    robin = make_request()
    form = {"time_zone": "America/Chicago", "place": 0, "answers_requests": "on"} | dict.fromkeys(WEEK, "8 pm to 2 am")

    saved = max.post(f"/admin/contact/location/{Location.main().pk}/change/", form)

    assert saved.status_code == 302
    assert (due(robin), reasons(robin)) == ("Thu 26 03:00", [{"changed": ["time zone", "opening hours"]}])


def test_staff_see_that_it_moved_why_and_what_the_visitor_was_told(clinic, client):
    robin = make_request()
    close_on(25, 26)
    sign_in(client, make_staff("nadia", "Triage"))

    page = " ".join(client.get(REQUEST.format(robin.pk)).content.decode().split())

    assert "<li>Reply due by Friday, 5 p.m.</li>" in page
    assert "<li>They were told Wed, Nov 25, 5 p.m.</li>" in page
    assert "Due time changed: closures" in page


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"reply_within_working_days": 1}, "opening hours aren&#x27;t filled in."),
        ({"reply_within_working_days": None, "open_on": range(5)}, None),
    ],
)
def test_staff_see_why_nothing_is_due(client, details, words):
    make_clinic_details(**details)
    robin = make_request()
    sign_in(client, make_staff("nadia", "Triage"))

    page, home = client.get(REQUEST.format(robin.pk)).text, client.get("/admin/").text

    assert (f"<strong>No due time:</strong> {words}" in page) == bool(words)
    assert ("New requests get no due time" in home) == bool(words)


# -- the state changes


def test_an_answer_ends_the_promise(clinic):
    robin = make_request()

    robin.move_to("contacted", by=None, version=1)

    assert due(robin) is None


@pytest.mark.parametrize("state", ["contacted", "closed"])
def test_what_is_taken_up_again_later_is_promised_anew(clinic, clock, state):
    robin = make_request(state)
    clock.move_to(TUESDAY + timedelta(days=6))

    robin.move_to("in_review", by=None, version=robin.version)

    assert due(robin) == "Tue 01 17:00"
    assert (robin.is_overdue(timezone.now()), robin.told_due_at) == (False, None)


def test_what_is_taken_up_again_follows_the_calendar_from_then_on(clinic, clock):
    robin = make_request("closed")
    clock.move_to(TUESDAY + timedelta(days=6))
    robin.move_to("in_review", by=None, version=robin.version)

    Holiday.objects.create(date=date(2026, 12, 1), name="Closed")

    assert due(robin) == "Wed 02 17:00"


def test_a_move_that_is_taken_back_in_time_leaves_the_visitor_what_was_said(clinic, clock):
    robin = make_request("contacted")
    told = robin.told_due_at
    clock.shift(timedelta(hours=24))

    robin.move_to("in_review", by=None, version=robin.version)

    assert (due(robin), robin.told_due_at) == ("Wed 25 17:00", told)


def test_put_back_to_new_it_is_due_as_before(clinic, clock):
    robin = make_request("in_review")
    clock.shift(timedelta(days=5))

    robin.move_to("new", by=None, version=robin.version)

    assert due(robin) == "Wed 25 17:00"


def test_a_mistake_that_is_taken_up_again_is_due_never(clinic):
    mistake = make_mistake("closed")

    mistake.move_to("in_review", by=None, version=mistake.version)

    assert due(mistake) is None


def test_out_of_quarantine_it_is_due_when_the_visitor_was_told_by_the_calendar_of_now(clinic, clock):
    robin = make_request()
    ConsultationRequest.objects.update(in_quarantine=True, quarantine_reason="too_fast")
    robin.refresh_from_db()
    close_on(25)
    clock.shift(timedelta(days=5))

    accept_as_real(robin, by=None, version=robin.version)

    assert due(robin) == "Thu 26 17:00"
    assert robin.is_overdue(timezone.now())


@pytest.mark.parametrize("state", ["contacted", "booked", "closed"])
def test_what_awaits_no_reply_is_never_overdue(clinic, state):
    robin = make_request(state)
    ConsultationRequest.objects.update(due_at=TUESDAY - timedelta(days=1))
    robin.refresh_from_db()

    assert not robin.is_overdue(TUESDAY)
    assert not ConsultationRequest.objects.overdue(TUESDAY).exists()


# -- many


def test_two_thousand_open_requests_follow_within_a_second_or_so(clinic):
    make_many_requests(2_000)
    ConsultationRequest.objects.update(state="new", closed_at=None, outcome="", received_at=TUESDAY)
    follow_calendar()
    waiting = ConsultationRequest.objects.awaiting_reply()
    before = waiting.filter(due_at=datetime(2026, 11, 25, 22, tzinfo=UTC)).count()
    started = stopwatch.process_time()

    close_on(25)

    seconds = stopwatch.process_time() - started
    assert before == 2_000
    assert waiting.filter(due_at=datetime(2026, 11, 26, 22, tzinfo=UTC)).count() == before
    assert seconds < 3  # of CPU; measured: 0.5
