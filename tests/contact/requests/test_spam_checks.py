"""What looks like spam waits where staff can find it, and whoever sent it hears the same as everybody."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.utils import timezone

from contact.mail.worker import send_due_mail
from contact.models import ConsultationRequest, OutboxMessage, RequestEvent, SendCount
from contact.requests.submission_checks import MOST_AN_HOUR, sender_of, time_stamp
from tests.builders.requests import form_data, make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

ADDRESS = "/consultation/"
LIST = "/admin/contact/consultationrequest/"


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"subject": "cheap pills"}, "hidden_field"),
        ({"opened": ""}, "no_time_stamp"),
        ({"opened": "1:forged"}, "no_time_stamp"),
        ({"opened": time_stamp(0).replace("0:", "9:")}, "no_time_stamp"),
    ],
)
def test_what_looks_like_spam_is_kept_and_confirmed_like_any_other(client, answers, reason):
    response = client.post(ADDRESS, form_data(message="kept words", **answers), follow=True)

    kept = ConsultationRequest.objects.get()
    assert (kept.in_quarantine, kept.quarantine_reason, kept.message) == (True, reason, "kept words")
    assert response.redirect_chain == [("/consultation/received/", 302)]
    assert f'<p class="reference">{kept.reference_aloud}</p>' in response.text


def test_a_form_sent_faster_than_people_type_waits_in_quarantine(client):
    client.post(ADDRESS, form_data(opened=time_stamp(time.time() - 1)))

    assert ConsultationRequest.objects.get().quarantine_reason == "too_fast"


@pytest.mark.parametrize("seconds", [4, 60 * 60 * 24 * 30])
def test_a_form_may_be_open_for_as_long_as_it_takes(client, seconds):
    client.post(ADDRESS, form_data(opened=time_stamp(time.time() - seconds)))

    assert not ConsultationRequest.objects.get().in_quarantine


def test_the_form_brings_a_stamp_that_counts(client, clock):
    opened = client.get(ADDRESS).context["form"]["opened"].value()

    client.post(ADDRESS, form_data(opened=opened))

    assert ConsultationRequest.objects.get().quarantine_reason == "too_fast"


def test_people_and_their_screen_readers_do_not_meet_the_field_for_robots(client):
    page = client.get(ADDRESS).text
    wrapper = page[: page.index('name="subject"')].rpartition("<div ")[2]

    assert wrapper.startswith('class="field--left-blank" aria-hidden="true">')
    assert 'tabindex="-1"' in page[page.index('name="subject"') :].partition(">")[0]
    assert " style=" not in page


def test_many_requests_from_one_address_wait_in_quarantine_from_a_number_on():
    for _ in range(MOST_AN_HOUR + 1):
        Client().post(ADDRESS, form_data(), REMOTE_ADDR="198.51.100.7")
    Client().post(ADDRESS, form_data(), REMOTE_ADDR="198.51.100.8")

    reasons = list(ConsultationRequest.objects.order_by("pk").values_list("quarantine_reason", flat=True))
    assert reasons == [""] * MOST_AN_HOUR + ["too_many"] + [""]


def test_sending_the_same_form_again_does_not_count(client):
    data = form_data()

    for _ in range(3):
        client.post(ADDRESS, data)

    assert SendCount.objects.get().sends == 1


def test_the_address_itself_is_nowhere(client, caplog):
    client.post(ADDRESS, form_data(subject="spam"), REMOTE_ADDR="198.51.100.7")

    rows = [*SendCount.objects.values(), *ConsultationRequest.objects.values(), *RequestEvent.objects.values()]
    assert "198.51.100" not in f"{rows} {caplog.text}"


def test_the_next_hour_starts_anew_and_knows_nobody(clock):
    Client().post(ADDRESS, form_data())
    clock.shift(timedelta(hours=1))

    Client().post(ADDRESS, form_data())

    first, second = SendCount.objects.all()
    assert first.mark != second.mark
    assert (first.sends, second.sends) == (1, 1)


def test_counts_are_forgotten_after_a_day():
    now = timezone.now()
    SendCount.objects.create(mark="yesterday", hour=now - timedelta(hours=26))
    SendCount.objects.create(mark="today", hour=now - timedelta(hours=1))

    SendCount.objects.old().delete()

    assert SendCount.objects.get().mark == "today"


@pytest.mark.parametrize(
    ("peer", "forwarded", "sender"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "not an address", "127.0.0.1"),
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ("::ffff:198.51.100.7", "", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("", "", ""),
    ],
)
def test_only_the_proxy_on_this_machine_is_believed(peer, forwarded, sender):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    assert sender_of(RequestFactory().post(ADDRESS, headers=headers, REMOTE_ADDR=peer)) == sender


def test_a_proxy_on_another_host_is_believed_once_it_is_named(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    through = RequestFactory().post(ADDRESS, headers={"X-Forwarded-For": "203.0.113.9"}, REMOTE_ADDR="10.0.0.7")

    assert sender_of(through) == "203.0.113.9"


def test_staff_are_told_that_it_may_be_spam(client):
    client.post(ADDRESS, form_data(subject="spam"))

    send_due_mail()

    (alert,) = mail.outbox
    assert alert.subject == f"Suspected spam {ConsultationRequest.objects.get().reference}"
    assert "it may be from a real person" in alert.body


def test_a_robot_cannot_have_us_write_to_people(client, nadia):
    client.post(ADDRESS, form_data(subject="spam", email="robin@example.com", wants_acknowledgement="on"))
    kept = ConsultationRequest.objects.get()
    assert OutboxMessage.objects.get().kind == "staff_bell"

    client.post(f"{LIST}{kept.pk}/real/", {"version": 1})

    assert OutboxMessage.objects.filter(kind="acknowledgement").count() == 1


def test_staff_read_the_reason_and_take_a_real_request_back_with_one_click(client, nadia):
    client.post(ADDRESS, form_data(subject="spam"))
    kept = ConsultationRequest.objects.get()

    page = client.get(f"{LIST}?show=quarantine").text
    client.post(f"{LIST}{kept.pk}/real/", {"version": 1})

    kept.refresh_from_db()
    moved = RequestEvent.objects.get(kind="moved")
    assert "A field that people do not see was filled in" in page
    assert f'name="version" value="1" formaction="{LIST}{kept.pk}/real/"' in page
    assert (kept.in_quarantine, kept.quarantine_reason, kept.state) == (False, "", "new")
    assert (moved.actor_name, moved.detail) == ("nadia", {"came_from": "quarantine", "to": "new"})
    assert RequestEvent.objects.chain_is_whole(kept.reference)


def test_the_page_of_a_suspect_says_why_and_offers_to_take_it_back(client, nadia):
    client.post(ADDRESS, form_data(subject="spam"))
    kept = ConsultationRequest.objects.get()

    page = client.get(f"{LIST}{kept.pk}/change/").text

    assert "<strong>Suspected spam</strong>: A field that people do not see was filled in" in page
    assert "This is a real request" in page
    assert "1 suspected spam to look at" in client.get("/admin/").text


def test_only_those_who_triage_take_a_request_out_of_quarantine(client):
    client.post(ADDRESS, form_data(subject="spam"))
    kept = ConsultationRequest.objects.get()
    sign_in(client, make_staff("pat", "Privacy officers"))

    page = client.get(f"{LIST}?show=quarantine").text
    refused = client.post(f"{LIST}{kept.pk}/real/", {"version": 1})

    kept.refresh_from_db()
    assert "A field that people do not see was filled in" in page
    assert "This is a real request" not in page
    assert (refused.status_code, kept.in_quarantine) == (403, True)


def test_a_request_elsewhere_offers_nothing_to_take_back(client, nadia):
    robin = make_request()

    assert "This is a real request" not in client.get(f"{LIST}{robin.pk}/change/").text + client.get(LIST).text
