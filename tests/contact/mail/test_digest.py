"""The daily mail to staff: once on each day on which the clinic opens, and nothing in it about anybody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from contact.mail.messages import daily_digest, queue_daily_digest
from contact.mail.worker import send_due_mail
from contact.models import ConsultationRequest, Holiday, OutboxMessage
from tests.builders.requests import make_clinic_details, make_mistake, make_referral, make_request

pytestmark = pytest.mark.django_db

WORKING_DAYS = [0, 1, 2, 3, 4]
# In New York, where the clinic of these tests is, it is five hours earlier. This is a Wednesday.
BEFORE_OPENING = datetime(2026, 11, 25, 13, 59, tzinfo=UTC)
AFTER_OPENING = datetime(2026, 11, 25, 14, 1, tzinfo=UTC)
SATURDAY = AFTER_OPENING + timedelta(days=3)


def days_queued():
    return list(OutboxMessage.objects.filter(kind="daily_digest").values_list("reference", flat=True))


def test_it_is_queued_when_the_clinic_opens_and_once():
    make_clinic_details(open_on=WORKING_DAYS)

    queue_daily_digest(BEFORE_OPENING)
    before = days_queued()
    for _ in range(3):
        queue_daily_digest(AFTER_OPENING)

    assert before == []
    assert days_queued() == ["20261125"]


def test_the_next_day_has_its_own():
    make_clinic_details(open_on=WORKING_DAYS)

    queue_daily_digest(AFTER_OPENING)
    queue_daily_digest(AFTER_OPENING + timedelta(days=1))

    assert sorted(days_queued()) == ["20261125", "20261126"]


def test_there_is_none_while_the_clinic_is_closed():
    clinic = make_clinic_details(open_on=WORKING_DAYS)
    Holiday.objects.create(clinic=clinic, date=date(2026, 11, 25), name="A day off")

    queue_daily_digest(AFTER_OPENING)
    queue_daily_digest(SATURDAY)

    assert days_queued() == []


def test_it_counts_and_names_nobody():
    make_request(name="Robin Doe", message="private words", topic="PTSD", email="robin@example.com")
    make_request()
    make_request(state="booked")
    ConsultationRequest.objects.filter(name_index=ConsultationRequest.objects.first().name_index).update(
        received_at=timezone.now() - timedelta(hours=3), due_at=timezone.now() - timedelta(hours=1)
    )

    letter = daily_digest()

    assert "New: 2 " in letter.body
    assert "Overdue: 2 " in letter.body
    assert "Open in all: 3 " in letter.body
    assert "has waited 3\xa0hours" in letter.body
    assert "/admin/contact/consultationrequest/?show=overdue" in letter.body
    whole = letter.subject + letter.body
    assert not any(words in whole for words in ("Robin", "private", "PTSD", "example.com", "555", "etamine"))


def test_it_counts_referrals_and_mistakes_apart():
    make_request(), make_referral(), make_mistake(), make_mistake()

    body = daily_digest().body

    assert "New: 4 " in body
    assert "Of these, referrals: 1 " in body
    assert "Of these, mistakes on a page: 2 " in body


def test_it_goes_through_the_outbox():
    queue_daily_digest(AFTER_OPENING)

    send_due_mail()
    send_due_mail()

    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("Consultation requests today", ["staff@localhost"])
