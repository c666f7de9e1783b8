"""What is to be read first: where it stands, why, and how staff set the mark or take it off."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from contact.mail.messages import daily_digest
from contact.mail.worker import send_due_mail
from contact.models import ConsultationRequest, CrisisHelp, Note, OnCall, RequestEvent
from tests.builders.requests import form_data, make_clinic_details, make_mistake, make_referral, make_request
from tests.builders.staff import browser_of, make_staff, sign_in

pytestmark = pytest.mark.django_db
LIST = "/admin/contact/consultationrequest/"
DANGER = "I want to kill my self"
PHRASE = "kill myself"


def change(consultation_request, **fields):
    ConsultationRequest.objects.filter(pk=consultation_request.pk).update(**fields)
    consultation_request.refresh_from_db()
    return consultation_request


def page_of(consultation_request):
    return f"{LIST}{consultation_request.pk}/change/"


def shown(page):
    return re.findall(r'<th class="field-reference"[^>]*>\s*<a [^>]*>(\w{8})</a>', page)


def mark(client, consultation_request, reason="They said so on the phone", action="mark", **more):
    posted = {"reason": reason, "version": consultation_request.version, "seen": 100} | more
    return client.post(f"{LIST}{consultation_request.pk}/{action}/", posted, follow=True)


# -- the order


def test_unopened_ones_come_first_and_answered_ones_stand_above_nobody(client, nadia):
    now = timezone.now()
    booked = change(make_request("booked", message=DANGER), received_at=now - timedelta(hours=9))
    answered = change(make_request("contacted", message=DANGER), received_at=now - timedelta(hours=8))
    old = change(make_request(), received_at=now - timedelta(hours=7))
    opened = change(make_request(message=DANGER), received_at=now - timedelta(hours=6))
    new = change(make_request(), received_at=now - timedelta(hours=5))
    unopened = change(make_request(message=DANGER), received_at=now - timedelta(hours=1))
    client.get(page_of(opened))

    order = shown(client.get(LIST).text)

    assert order == [one.reference for one in (unopened, opened, old, new, booked, answered)]


def test_the_tab_holds_what_is_to_be_read_first_and_no_more(client, nadia):
    marked = make_request(message=DANGER)
    make_request("booked", message=DANGER), make_request("closed", message=DANGER), make_request()

    page = client.get(f"{LIST}?show=first").text

    assert shown(page) == [marked.reference]
    assert re.search(r'>Read first\s+<span class="triage-show__count">1</span>', page)


@pytest.mark.parametrize("show", ["", "?show=overdue", "?show=mine", "?show=quarantine"])
def test_the_order_of_many_comes_from_an_index(client, nadia, django_assert_max_num_queries, show):
    make_request(message=DANGER), make_request()

    with django_assert_max_num_queries(60) as captured:
        client.get(f"{LIST}{show}")

    page = [query["sql"] for query in captured if '"urgency" ASC' in query["sql"]][-1]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'' if connection.vendor == 'postgresql' else 'QUERY PLAN'} {page}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    # PostgreSQL reads two rows without one.
    assert connection.vendor == "postgresql" or ("triage_" in plan and "contact_consultationrequest USING" in plan)


# -- in quarantine


def test_danger_in_quarantine_is_as_loud_as_any(client):
    make_clinic_details(range(7), reply_within_working_days=1)
    for number in range(10):
        client.post("/consultation/", form_data(name=f"Robin {number}"))
    client.post("/consultation/", form_data(message=DANGER))
    make_request()
    marked = ConsultationRequest.objects.get(quarantine_reason="too_many")
    send_due_mail()
    change(marked, due_at=timezone.now() - timedelta(hours=1))
    sign_in(client, make_staff("nadia", "Triage"))

    assert [letter.subject for letter in mail.outbox if marked.reference in letter.subject] == [
        f"Read first: suspected spam {marked.reference}"
    ]
    for tab in ("", "?show=first", "?show=overdue", "?show=quarantine"):
        page = client.get(f"{LIST}{tab}").text
        assert shown(page)[0] == marked.reference
        assert "Looks like spam" in page
    assert "1 request to read first, not opened yet" in client.get("/admin/").text
    assert client.get(page_of(marked)).context["is_overdue"]


def test_whether_it_is_spam_can_still_be_decided(client, nadia):
    marked = change(make_request(message=DANGER), in_quarantine=True, quarantine_reason="too_fast")

    client.post(f"{LIST}{marked.pk}/real/", {"version": marked.version, "seen": 100})

    marked.refresh_from_db()
    assert (marked.in_quarantine, marked.priority) == (False, "high")


def test_without_the_mark_it_is_hidden_as_spam_again(client, nadia):
    marked = change(make_request(message=DANGER), in_quarantine=True, quarantine_reason="too_fast")

    mark(client, marked, "A robot", "unmark")

    assert shown(client.get(LIST).text) == []
    assert shown(client.get(f"{LIST}?show=quarantine").text) == [marked.reference]


# -- the page


@pytest.mark.parametrize("make", [make_request, make_referral, make_mistake])
def test_the_page_says_why_and_what_to_do(client, nadia, make):
    CrisisHelp(lifeline_number="113", emergency_number="112").save()
    OnCall(addresses="lee@clinic.example", protocol="1. Call them.\n2. Tell Dr. Lee.").save()

    page = client.get(page_of(make(message=DANGER))).text

    assert f'<q class="request-first__phrase">{PHRASE}</q>' in page
    assert "1. Call them.<br>2. Tell Dr. Lee." in page
    assert all(link in page for link in ('href="tel:112"', 'href="tel:113"', 'href="sms:113"'))
    assert "lee@clinic.example" in page


def test_where_the_clinic_has_written_no_steps_none_are_made_up(client, nadia):
    page = client.get(page_of(make_request(message=DANGER))).text

    assert "written its steps yet" in page
    assert "Nobody is on call for safety yet." in page
    assert "/admin/contact/oncall/" not in page


def test_other_requests_have_no_such_part(client, nadia):
    assert "request-first" not in client.get(page_of(make_request())).text


def test_the_words_stand_nowhere_else(client, nadia):
    make_request(message=DANGER)
    send_due_mail()

    pages = [
        client.get(address).text for address in ("/admin/", LIST, f"{LIST}?show=first", "/admin/contact/requestevent/")
    ]
    mails = [f"{letter.subject} {letter.body} {letter.message()}" for letter in [*mail.outbox, daily_digest()]]
    events = [str(event.detail) for event in RequestEvent.objects.all()]

    assert not [text for text in [*pages, *mails, *events] if "kill" in text]
    assert "Read first: 1 " in daily_digest().body


def test_a_request_that_was_marked_before_phrases_were_kept_says_why_too(client, nadia):
    marked = change(make_request(message="nothing yet"), priority="high")
    marked.message = DANGER
    marked.save(update_fields=["message"])

    assert PHRASE in client.get(page_of(marked)).text


# -- the mark


def test_staff_mark_a_request_with_a_reason(client, nadia):
    OnCall(addresses="lee@clinic.example").save()
    robin = make_request()

    page = mark(client, robin, "Sounded desperate").text

    robin.refresh_from_db()
    assert (robin.priority, robin.version) == ("high", 2)
    assert page.count("Sounded desperate") == 2
    assert "Marked to be read first by nadia" in page
    assert [event.kind for event in robin.events().order_by("sequence")][-2:] == ["marked", "viewed"]
    assert "desperate" not in str(list(RequestEvent.objects.values_list("detail", flat=True)))
    send_due_mail()
    assert [letter.to for letter in mail.outbox if "Read first: request" in letter.subject] == [["lee@clinic.example"]]


def test_staff_take_the_mark_off_with_a_reason(client, nadia):
    marked = make_request(message=DANGER)

    page = mark(client, marked, "We spoke, all is well", "unmark").text

    marked.refresh_from_db()
    assert marked.priority == "normal"
    assert "No longer to be read first by nadia" in page
    assert "We spoke, all is well" in page
    assert PHRASE in page
    assert "Read first</strong>" not in page
    assert marked.events().filter(kind="unmarked").exists()


def test_the_reason_is_sealed(client, nadia):
    mark(client, make_request(), "Sounded desperate")

    with connection.cursor() as cursor:
        cursor.execute("SELECT text, about FROM contact_note")
        text, about = cursor.fetchone()
    assert "desperate" not in text
    assert about == "marked"


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_changes(client, nadia, reason):
    robin = make_request()

    response = mark(client, robin, reason, text="A note so far")

    robin.refresh_from_db()
    assert (response.status_code, robin.priority) == (422, "normal")
    assert "Write the reason first" in response.text
    assert "A note so far" in response.text
    assert not Note.objects.exists()


def test_a_reason_is_kept_whatever_button_is_pressed(client, nadia):
    robin = make_request()

    client.post(f"{LIST}{robin.pk}/assign/", {"reason": "Half a reason", "version": robin.version, "seen": 100})

    note = Note.objects.get()
    assert (note.text, note.about) == ("Half a reason", "")
    robin.refresh_from_db()
    assert robin.priority == "normal"


def test_of_two_people_at_once_one_is_told_and_keeps_the_reason(client, nadia):
    robin = make_request()
    sam = browser_of("sam")
    seen = robin.events().count()
    mark(client, robin, "Nadia's reason", seen=seen)

    response = mark(sam, robin, "Sam's reason", seen=seen)

    robin.refresh_from_db()
    assert response.status_code == 409
    assert "Sam&#x27;s reason" in response.text
    assert [note.text for note in robin.notes.all()] == ["Nadia's reason"]


def test_a_stale_page_takes_no_mark_off(client, nadia):
    marked = make_request(message=DANGER)
    old = marked.version
    marked.assign_to(nadia, nadia, old)

    response = mark(client, marked, "Late", "unmark", version=old)

    marked.refresh_from_db()
    assert (response.status_code, marked.priority) == (409, "high")
    assert not Note.objects.exists()


def test_marking_twice_changes_nothing(client, nadia):
    marked = make_request(message=DANGER)

    response = mark(client, marked)

    assert response.status_code == 422
    assert "to be read first already" in response.text


@pytest.mark.parametrize("role", ["Practice managers", "Privacy officers", "Editors"])
@pytest.mark.parametrize("action", ["mark", "unmark"])
def test_only_triage_marks(client, role, action):
    sign_in(client, make_staff("sam", role))
    robin = make_request(message=DANGER if action == "unmark" else "")

    assert mark(client, robin, action=action).status_code == 403


# -- the staff home


@pytest.mark.parametrize("role", ["Triage", "Practice managers"])
def test_it_is_the_first_line_of_the_staff_home(client, role):
    opened, _ = make_request(message=DANGER), make_request(message=DANGER)
    opened.show_to(make_staff("lee", "Triage"))
    change(make_request(), due_at=timezone.now() - timedelta(hours=1))
    sign_in(client, make_staff("sam", role))

    page = client.get("/admin/").text

    [first, *_] = re.findall(r'<a class="waiting__link" href="([^"]*)">([^<]*)</a>', page)
    assert first == (f"{LIST}?show=first", "2 requests to read first, 1 not opened yet")


def test_others_see_no_such_line(client):
    make_request(message=DANGER)
    sign_in(client, make_staff("ed", "Editors"))

    assert "to read first" not in client.get("/admin/").text
