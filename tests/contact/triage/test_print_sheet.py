import pytest

from contact.models import RequestEvent
from tests.builders.requests import make_referral, make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db


def sheet_of(consultation_request):
    return f"/admin/contact/consultationrequest/{consultation_request.pk}/print/"


def test_a_sheet_holds_what_a_call_needs_and_leaves_an_event(client):
    robin = make_request(name="Robin Doe", message="private words")
    robin.attempt_contact(by=None, channel="call", result="no_answer")
    robin.note_down("Only for the screen", by=None)
    sign_in(client, make_staff("nadia", "Triage"))

    page = client.get(sheet_of(robin)).content.decode()

    assert all(words in page for words in ("Robin Doe", "(212) 555-0142", "private words", "t leave one"))
    assert "call, no answer" in page
    assert "Only for the screen" not in page
    assert f"<title>Call sheet {robin.reference}</title>" in page
    printed = RequestEvent.objects.get(kind="printed")
    assert (printed.reference, printed.actor_name) == (robin.reference, "nadia")


@pytest.mark.parametrize("role", ["Editors", "Clinical reviewers"])
def test_who_sees_no_request_prints_none(client, role):
    robin = make_request()
    sign_in(client, make_staff("erin", role))

    assert client.get(sheet_of(robin)).status_code == 403
    assert RequestEvent.objects.filter(kind="printed").count() == 0


def test_a_message_of_many_short_lines_takes_few_on_paper(client):
    few, many = make_request(message="One\n\nTwo"), make_request(message="\n".join("abcdefgh"))
    sign_in(client, make_staff("nadia", "Triage"))

    assert "<p>One</p>\n\n<p>Two</p>" in client.get(sheet_of(few)).content.decode()
    assert "<p>a / b / c / d / e / f / g / h</p>" in client.get(sheet_of(many)).content.decode()


def test_the_sheet_of_a_referral_says_whom_to_call_about_whom(client):
    referral = make_referral(credentials="MD", fax="212-555-0171", message="private words")
    sign_in(client, make_staff("nadia", "Triage"))

    page = client.get(sheet_of(referral)).content.decode()

    told = ["Dr. Alex Example", "MD", "Example Family Medicine", "R.D.", "(212) 555-0170", "212-555-0171", "private"]
    assert [words for words in told if words not in page] == []
    assert "Voicemail" not in page
