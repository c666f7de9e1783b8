"""An older database in the place of the newer one is noticed, though all that it holds agrees."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from contact.maintenance import rollback_protection
from contact.models import ConsultationRequest, OutboxMessage, RequestEvent
from tests.builders.requests import make_request
from tests.builders.staff import make_staff

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


def look_at_list(*consultation_requests):
    return RequestEvent.objects.record_many("listed", make_staff("sam", "Triage"), consultation_requests)


def lose_look(look):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM contact_requestevent WHERE id = %s", [look.pk])


def test_a_missing_request_is_noticed_though_the_last_event_is_a_look_at_the_list():
    make_request()
    last = make_request()
    look = look_at_list(last)
    rollback_protection.save()

    lose(last)
    lose_look(look)

    assert "is missing" in rollback_protection.fault()


def test_another_look_with_the_same_number_does_not_hide_it():
    kept, lost = make_request(), make_request()
    look = look_at_list(kept, lost)
    rollback_protection.save()
    lose(lost)
    lose_look(look)

    RequestEvent(
        pk=look.pk, reference="TRIAGE", kind="listed", happened_at=look.happened_at, detail={"references": []}
    ).save(force_insert=True)

    assert "is missing" in rollback_protection.fault()


def test_looks_at_the_list_are_no_fault():
    robin = make_request()
    look_at_list(robin)
    rollback_protection.save()
    robin.note_down("Called.", by=None)
    rollback_protection.save()

    assert rollback_protection.fault() == ""
    assert rollback_protection.kept_event()[0] == RequestEvent.objects.get(kind="note added").pk


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
