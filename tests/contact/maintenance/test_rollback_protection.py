"""An older database in the place of the newer one is noticed, though all that it holds agrees."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from contact.maintenance import rollback_protection
from contact.models import ConsultationRequest, OutboxMessage
from tests.builders.requests import make_request

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _file(settings, tmp_path):
    settings.NEWEST_EVENT_FILE = tmp_path / "newest_event"


def lose(consultation_request):
    """As if the file had been put back to what it was before this request."""
    ConsultationRequest.objects.filter(pk=consultation_request.pk).delete()
    OutboxMessage.objects.filter(reference=consultation_request.reference).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM contact_requestevent WHERE reference = %s", [consultation_request.reference])


def test_a_missing_request_is_noticed_though_everything_agrees(capsys):
    robin, last = make_request(), make_request()
    rollback_protection.save()

    lose(last)

    with pytest.raises(CommandError, match="is missing: the database was replaced"):
        call_command("reconcile")
    assert robin.reference not in capsys.readouterr().out


def test_later_events_do_not_hide_it():
    make_request()
    last = make_request()
    rollback_protection.save()
    lose(last)

    for _ in range(3):
        make_request()
        rollback_protection.save()

    assert "is missing" in rollback_protection.fault()


def test_ordinary_work_is_no_fault(settings):
    for number in range(3):
        make_request(state="contacted", name=f"Person {number}")
        rollback_protection.save()
        rollback_protection.save()

    assert rollback_protection.fault() == ""
    assert not any(word in settings.NEWEST_EVENT_FILE.read_text() for word in ("Person", " "))


def test_whoever_knows_that_nothing_more_can_be_found_says_so():
    make_request()
    last = make_request()
    rollback_protection.save()
    lose(last)

    call_command("reconcile", accept_loss=True)

    assert rollback_protection.fault() == ""


@pytest.mark.parametrize("words", ["", "something else", "v1.k2.AAAA"])
def test_a_file_that_says_nothing_is_begun_anew(settings, words):
    make_request()
    settings.NEWEST_EVENT_FILE.write_text(words)

    assert rollback_protection.fault() == ""
    rollback_protection.save()

    assert rollback_protection.kept_event() is not None
