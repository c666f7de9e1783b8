"""Mail that goes out late says what is so by then: nothing about what is over, one digest, no old promise."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from contact.mail.messages import queue_daily_digest
from contact.mail.worker import send_due_mail
from contact.models import ConsultationRequest, OutboxMessage
from contact.requests.retention import ASKED_BY_THE_PERSON, delete_for_good
from tests.builders.requests import make_clinic_details, make_request
from tests.builders.staff import make_staff

pytestmark = pytest.mark.django_db

# A Tuesday, 10 am in New York.
TUESDAY = datetime(2026, 11, 24, 15, tzinfo=UTC)
WANTED = {"email": "robin@example.com", "wants_acknowledgement": True}


@pytest.fixture(autouse=True)
def tuesday(clock):
    clock.move_to(TUESDAY)


def close_as(outcome):
    return lambda robin: robin.move_to("closed", by=None, version=robin.version, outcome=outcome)


def move_to(state):
    return lambda robin: robin.move_to(state, by=None, version=robin.version)


def delete(robin):
    close_as("withdrew")(robin)
    delete_for_good(robin, ASKED_BY_THE_PERSON, by=make_staff("pat", "Privacy officers"))


OVER = {
    "withdrew": close_as("withdrew"),
    "spam": close_as("spam"),
    "duplicate": close_as("duplicate"),
    "contacted": move_to("contacted"),
    "booked": move_to("booked"),
    "deleted": delete,
}


@pytest.mark.parametrize("how", OVER)
def test_nothing_goes_out_about_what_is_over(mailoutbox, how):
    robin = make_request(**WANTED)
    OVER[how](robin)

    send_due_mail()

    assert mailoutbox == []
    assert not OutboxMessage.objects.unsent().exists()


def test_what_is_in_review_is_still_acknowledged(mailoutbox):
    make_request("in_review", **WANTED)

    send_due_mail()

    assert ["robin@example.com"] in [sent.to for sent in mailoutbox]


def test_after_a_week_there_is_one_digest(mailoutbox):
    make_clinic_details(range(7))
    for days in range(7):
        queue_daily_digest(TUESDAY + timedelta(days=days))

    send_due_mail()

    assert [sent.subject for sent in mailoutbox] == ["Consultation requests today"]


def test_staff_read_the_times_of_the_clinic(mailoutbox):
    make_clinic_details(range(5), reply_within_working_days=2)
    make_request()

    send_due_mail()

    (alert,) = mailoutbox
    assert "Came in: Tue, Nov 24, 10 a.m., clinic time\n" in alert.body
    assert "Reply due: Thu, Nov 26, 5 p.m., clinic time\n" in alert.body
    assert "UTC" not in alert.body


def test_the_visitor_reads_by_when_with_the_zone_and_whom_to_call(mailoutbox):
    make_clinic_details(range(5), reply_within_working_days=2, phone="(212) 555-0142")
    make_request(**WANTED)

    send_due_mail()

    [letter] = [sent for sent in mailoutbox if sent.to == ["robin@example.com"]]
    assert "We'll be in touch by Thursday, November 26, 5 p.m. EST.\n" in letter.body
    assert "call (212) 555-0142 and give the reference" in letter.body
    assert "clinic" not in letter.body.lower()


def test_a_late_acknowledgement_promises_no_time_that_is_over(mailoutbox, clock):
    make_clinic_details(range(5), reply_within_working_days=2)
    make_request(**WANTED)
    clock.shift(timedelta(days=7))

    send_due_mail()

    [letter] = [sent for sent in mailoutbox if sent.to == ["robin@example.com"]]
    assert "We'll be in touch" not in letter.body


def test_the_digest_names_the_next_due_time(mailoutbox):
    make_clinic_details(range(5), reply_within_working_days=0)
    make_request()
    OutboxMessage.objects.update(sent_at=timezone.now())
    queue_daily_digest(TUESDAY)

    send_due_mail()

    (digest,) = mailoutbox
    assert "The next reply is due Tue, Nov 24, 5 p.m., clinic time." in digest.body
    assert ConsultationRequest.objects.next_due_at(timezone.now()) == datetime(2026, 11, 24, 22, tzinfo=UTC)
