"""Words that may mean danger: they move a request up, show help first, and do nothing else."""

from pathlib import Path

import pytest
from django.core import mail

from contact.mail.worker import send_due_mail
from contact.models import ConsultationRequest, OutboxMessage, RequestEvent
from contact.requests.submission_checks import PHRASES, may_be_in_danger
from tests.builders.requests import form_data

CORPUS = Path(__file__).parent / "crisis_corpus"
ADDRESS = "/consultation/"
RECEIVED = f"{ADDRESS}received/"
DANGER = {"message": "I don\u2019t want to be here anymore"}
BLOCK = 'id="help-first"'


def lines_of(name):
    return (CORPUS / f"{name}.txt").read_text("utf-8").splitlines()


def test_most_words_of_danger_are_found_and_hardly_any_others():
    danger, everyday = lines_of("danger"), lines_of("everyday")
    missed = [line for line in danger if not may_be_in_danger(line)]
    false_alarms = [line for line in everyday if may_be_in_danger(line)]

    print(f"\nfound {len(danger) - len(missed)} of {len(danger)}; missed: {missed}")  # noqa: T201
    print(f"false alarms {len(false_alarms)} of {len(everyday)}: {false_alarms}")  # noqa: T201
    assert len(missed) <= 0.1 * len(danger)
    assert len(false_alarms) <= 0.05 * len(everyday)


@pytest.mark.parametrize(
    "written",
    [
        "KILL MYSELF",
        "kill  my\u00adself",
        "...kill\nmyself!",
        "I don't want to live",
        "I dont want to live",
        "No QUIERO vivír",
    ],
)
def test_spelling_does_not_matter(written):
    assert may_be_in_danger("", written)


@pytest.mark.parametrize("written", ["", "skill myself", "kill myselfies", "\x00 \u202e", "🙂" * 1000])
def test_only_whole_words_count(written):
    assert not may_be_in_danger(written)


@pytest.mark.parametrize("path", sorted(PHRASES.glob("*.txt")), ids=lambda path: path.name)
def test_each_list_says_whose_approval_it_needs(path):
    assert "For the clinic's clinician to approve" in path.read_text("utf-8")


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
def test_nothing_else_tells_that_there_was_a_match(client, caplog):
    """Two people send the same but for one sentence: from outside there is no difference."""
    seen = []
    for message in (DANGER["message"], "I would like to hear about it.."):
        mail.outbox.clear()
        response = client.post(ADDRESS, form_data(message=message))
        send_due_mail()
        kept = ConsultationRequest.objects.order_by("-pk").first()
        cookies = {name: len(cookie.value) for name, cookie in response.cookies.items()}
        details = list(RequestEvent.objects.filter(reference=kept.reference).values_list("kind", "detail"))
        mails = [letter.subject.replace(kept.reference, "") for letter in mail.outbox]
        kinds = list(OutboxMessage.objects.filter(reference=kept.reference).values_list("kind", flat=True))
        seen.append((response.status_code, response["Location"], cookies, details, mails, kinds))

    assert seen[0] == seen[1]
    assert DANGER["message"] not in caplog.text
