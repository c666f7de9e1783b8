"""Two people have the same settings open: the second to save does not undo what the first one saved."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from contact.models import ClinicDetails, Holiday, ReplyTemplate, RetentionPeriod
from tests.builders.requests import make_clinic_details
from tests.builders.staff import make_owner, sign_in

pytestmark = pytest.mark.django_db

NO_ROWS = {f"holidays-{form}_FORMS": 0 for form in ("TOTAL", "INITIAL", "MIN_NUM")}


@pytest.fixture
def staff():
    client = Client()
    sign_in(client, make_owner())
    return client


def details(**fields):
    blank = dict.fromkeys(["email", "emergency_notice"], "")
    return NO_ROWS | blank | {"name": "The clinic"} | fields


def opened(client, address):
    return {"as_opened": re.search(r'name="as_opened" value="(\w+)"', client.get(address).content.decode())[1]}


@pytest.fixture
def address():
    make_clinic_details(name="The clinic")
    return reverse("admin:contact_clinicdetails_change", args=[1])


def test_the_second_to_save_is_told_and_keeps_what_was_typed(staff, address):
    first, second = opened(staff, address), opened(staff, address)
    staff.post(address, details(emergency_notice="Closed today", **first))

    refused = staff.post(address, details(languages="English", **second))
    page = refused.content.decode()

    clinic = ClinicDetails.current()
    assert (clinic.emergency_notice, clinic.languages) == ("Closed today", "")
    assert "Somebody else changed this" in page
    assert 'value="English"' in page


def test_saving_again_after_that_is_taken(staff, address):
    first, second = opened(staff, address), opened(staff, address)
    staff.post(address, details(emergency_notice="Closed today", **first))
    refused = staff.post(address, details(languages="English", **second)).content.decode()
    again = {"as_opened": re.search(r'name="as_opened" value="(\w+)"', refused)[1]}

    saved = staff.post(address, details(languages="English", emergency_notice="Closed today", **again))

    assert saved.status_code == 302
    assert (ClinicDetails.current().emergency_notice, ClinicDetails.current().languages) == ("Closed today", "English")


def test_one_after_the_other_is_no_conflict(staff, address):
    for languages in ("English", "Spanish"):
        assert staff.post(address, details(languages=languages, **opened(staff, address))).status_code == 302

    assert ClinicDetails.current().languages == "Spanish"


def with_holidays(*dates):
    rows = {"holidays-TOTAL_FORMS": len(dates)}
    for place, date in enumerate(dates):
        rows |= {f"holidays-{place}-date": date, f"holidays-{place}-name": "A day", f"holidays-{place}-clinic": 1}
    return rows


def test_a_day_that_a_colleague_has_entered_already_is_named(staff, address):
    staff.post(address, details() | with_holidays("2027-01-01"))

    page = staff.post(address, details() | with_holidays("2027-01-01")).content.decode()

    assert "This day is here twice." in page
    assert Holiday.objects.count() == 1


def test_one_day_entered_twice_is_named(staff, address):
    answer = staff.post(address, details() | with_holidays("2027-01-01", "2027-01-02", "2027-01-01"))

    assert answer.status_code == 200
    assert "One day is here twice." in answer.content.decode()
    assert Holiday.objects.count() == 0


def test_how_long_requests_are_kept_is_not_overwritten(staff):
    period = RetentionPeriod.objects.first()
    address = reverse("admin:contact_retentionperiod_change", args=[period.pk])
    first, second = opened(staff, address), opened(staff, address)

    staff.post(address, {"days": 11, **first})
    refused = staff.post(address, {"days": 22, **second})

    period.refresh_from_db()
    assert (refused.status_code, period.days) == (200, 11)


def test_a_reply_is_not_overwritten(staff):
    reply = ReplyTemplate.objects.create(kind=ReplyTemplate.Kind.values[0], title="Hello", text="Hello", place=1)
    address = reverse("admin:contact_replytemplate_change", args=[reply.pk])
    first, second = opened(staff, address), opened(staff, address)
    whole = {"meant_for": "consultation", "kind": reply.kind, "title": "Hello", "place": 1}

    staff.post(address, whole | {"text": "Words of the first", **first})
    staff.post(address, whole | {"text": "Words of the second", **second})

    reply.refresh_from_db()
    assert reply.text == "Words of the first"
