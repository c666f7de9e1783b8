"""Words that may mean danger: they move a request up, show help first, and do nothing else."""

import pytest
from django.db import connection

from contact.models import ConsultationRequest, RequestEvent
from tests.builders.requests import form_data, make_request, mistake_data, referral_data

ADDRESS = "/consultation/"
RECEIVED = f"{ADDRESS}received/"
DANGER = {"message": "I don\u2019t want to be here anymore"}
BLOCK = 'id="help-first"'


@pytest.mark.django_db
def test_a_match_moves_the_request_up_and_shows_help_first(client):
    page = client.post(ADDRESS, form_data(**DANGER), follow=True).text

    kept = ConsultationRequest.objects.get()
    assert (kept.priority, kept.in_quarantine, kept.state) == ("high", False, "new")
    block = page[page.index("<main") : page.index("<h2>We have your request, too")]
    assert BLOCK in block
    for link in ('href="tel:988"', 'href="sms:988"', 'href="https://988lifeline.org/chat/"', 'href="tel:911"'):
        assert link in block
    assert kept.reference_aloud in page
    assert "<title>We got your request" in page


@pytest.mark.django_db
def test_without_a_match_nothing_is_moved_up(client):
    page = client.post(ADDRESS, form_data(message="My back is killing me"), follow=True).text

    assert ConsultationRequest.objects.get().priority == "normal"
    assert BLOCK not in page


@pytest.mark.django_db
def test_words_of_danger_in_the_second_send_count_too(client):
    data = form_data()
    client.post(ADDRESS, data)

    page = client.post(ADDRESS, data | DANGER, follow=True).text

    assert [one.priority for one in ConsultationRequest.objects.order_by("pk")] == ["normal", "high"]
    assert BLOCK in page


@pytest.mark.django_db
def test_suspected_spam_with_words_of_danger_is_read_first_too(client):
    page = client.post(ADDRESS, form_data(subject="spam", **DANGER), follow=True).text

    kept = ConsultationRequest.objects.get()
    assert (kept.in_quarantine, kept.priority) == (True, "high")
    assert BLOCK in page


@pytest.mark.django_db
def test_from_outside_nothing_tells_that_there_was_a_match(client, caplog):
    """Two people send the same but for one sentence."""
    seen = []
    for message in (DANGER["message"], "I would like to hear about it.."):
        response = client.post(ADDRESS, form_data(message=message))
        kept = ConsultationRequest.objects.order_by("-pk").first()
        cookies = {name: len(cookie.value) for name, cookie in response.cookies.items()}
        details = list(RequestEvent.objects.filter(reference=kept.reference).values_list("kind", "detail"))
        seen.append((response.status_code, response["Location"], cookies, details))

    assert seen[0] == seen[1]
    assert DANGER["message"] not in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "data", "field"),
    [
        (ADDRESS, form_data, "name"),
        (ADDRESS, form_data, "message"),
        (ADDRESS, form_data, "preferred_language"),
        ("/for-clinicians/refer/", referral_data, "name"),
        ("/for-clinicians/refer/", referral_data, "credentials"),
        ("/for-clinicians/refer/", referral_data, "practice"),
        ("/for-clinicians/refer/", referral_data, "message"),
        ("/report-a-mistake/", mistake_data, "about_page"),
        ("/report-a-mistake/", mistake_data, "message"),
    ],
)
def test_every_field_in_which_people_can_write_is_read(client, address, data, field):
    more = {"language": "another"} if field == "preferred_language" else {}
    client.post(address, data(**{field: "im going to kill my self"}, **more))

    kept = ConsultationRequest.objects.get()
    assert (kept.priority, kept.danger_phrases) == ("high", "kill myself")


@pytest.mark.django_db
def test_the_phrases_are_sealed():
    make_request(message="I want to kill my self")

    with connection.cursor() as cursor:
        cursor.execute("SELECT danger_phrases FROM contact_consultationrequest")
        assert "kill" not in cursor.fetchone()[0]
