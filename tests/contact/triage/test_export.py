import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from contact.models import ConsultationRequest, RequestEvent
from contact.triage.reports.export import COLUMNS, harmless
from tests.builders.requests import make_clinic_details, make_mistake, make_referral, make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

EXPORT = "/admin/contact/consultationrequest/export/"


def exported(client, which="open"):
    response = client.post(EXPORT, {"which": which})
    body = b"".join(response.streaming_content).decode()
    # Excel looks for this mark; DictReader would take it for a letter of the first column.
    assert body.startswith("\ufeff")
    return response, list(csv.DictReader(io.StringIO(body[1:], newline="")))


@pytest.fixture
def pat(client):
    user = make_staff("pat", "Privacy officers")
    sign_in(client, user)
    return user


def test_a_privacy_officer_takes_the_open_requests_with_an_event_for_each(client, pat):
    robin, sam = make_request(name="Robin Doe"), make_request(name="Sam Roe")
    make_request(state="closed")

    response, rows = exported(client)

    assert [row["name"] for row in rows] == ["Robin Doe", "Sam Roe"]
    events = RequestEvent.objects.filter(kind="exported")
    assert {(event.reference, event.actor_name) for event in events} == {
        (robin.reference, "pat"),
        (sam.reference, "pat"),
    }
    assert RequestEvent.objects.chain_is_whole(robin.reference)
    assert "Robin" not in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]


def test_times_are_those_of_the_clinic_with_their_offset(client, pat):
    make_clinic_details(range(5), time_zone="America/New_York")
    make_request()
    moment = datetime(2026, 11, 24, 15, tzinfo=UTC)
    ConsultationRequest.objects.update(received_at=moment, due_at=moment + timedelta(days=180))

    (row,) = exported(client)[1]

    assert (row["received_at"], row["due_at"]) == ("2026-11-24T10:00-05:00", "2027-05-23T11:00-04:00")


def test_suspected_spam_is_in_no_export(client, pat):
    make_request()
    ConsultationRequest.objects.update(in_quarantine=True, quarantine_reason="too_fast")

    assert exported(client, "all")[1] == []


def test_a_spreadsheet_runs_nothing(client, pat):
    make_request(name="=HYPERLINK(1)", phone="+1 212 555 0142", message="@SUM(A1)")

    (row,) = exported(client)[1]

    assert (row["name"], row["phone"], row["message"]) == ("'=HYPERLINK(1)", "'+1 212 555 0142", "'@SUM(A1)")


@pytest.mark.parametrize(
    ("typed", "to_dial"),
    [
        ("+1 212 555 0142", "(212) 555-0142"),
        ("212-555-0142 x12 after 5 or 917-555-0100", "(212) 555-0142 ext. 12; (917) 555-0100"),
        ("+44 20 7946 0958", "011 44 20 7946 0958"),
        ("ask at the desk 12", ""),
    ],
)
def test_numbers_stand_as_they_are_dialed_beside_what_was_typed(client, pat, typed, to_dial):
    make_request(phone=typed)

    (row,) = exported(client)[1]

    assert row["phone_to_dial"] == to_dial


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\uff1d"])
def test_every_way_to_start_a_formula_is_taken_away(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"


def test_looking_at_the_export_page_takes_nothing(client, pat):
    make_request(name="Robin Doe")

    page = client.get(EXPORT).content.decode()

    assert "Export as CSV" in page
    assert "Robin" not in page
    assert RequestEvent.objects.filter(kind="exported").count() == 0


@pytest.mark.parametrize("role", ["Triage", "Practice managers", "Editors", "Clinical reviewers"])
def test_nobody_else_exports(client, role):
    make_request()
    sign_in(client, make_staff("nadia", role))

    assert client.get(EXPORT).status_code == client.post(EXPORT, {"which": "all"}).status_code == 403
    assert RequestEvent.objects.filter(kind="exported").count() == 0


def test_only_who_may_export_is_offered_it(client, pat):
    offered = client.get("/admin/contact/consultationrequest/").content.decode()
    sign_in(client, make_staff("nadia", "Triage"))
    not_offered = client.get("/admin/contact/consultationrequest/").content.decode()

    assert EXPORT in offered
    assert EXPORT not in not_offered


def test_no_column_is_an_index_or_a_key():
    assert not any("index" in column or "key" in column for column in COLUMNS)


def test_every_kind_is_exported_with_its_own_fields(client, pat):
    make_request(), make_referral(fax="212-555-0171"), make_mistake()

    consultation, referral, mistake = exported(client)[1]

    assert [row["kind"] for row in (consultation, referral, mistake)] == ["consultation", "referral", "mistake"]
    assert (referral["practice"], referral["fax"], referral["patient_initials"]) == (
        "Example Family Medicine",
        "212-555-0171",
        "R.D.",
    )
    assert (mistake["about_page"], mistake["name"], mistake["due_at"]) == ("/safety/", "", "")
