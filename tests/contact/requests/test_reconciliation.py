"""What was received is still there, or was deleted with a proof: counted, and shown to staff."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from contact.maintenance import clock
from contact.models import ConsultationRequest, DeletionRecord, RequestEvent, SearchEntry, UpkeepRun
from contact.requests.access_log import TRIAGE
from contact.requests.reconciliation import reconcile
from contact.requests.retention import delete_for_good
from tests.builders.many_requests import make_many_requests
from tests.builders.requests import make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db


def behind_our_back(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def home_of(client, role):
    sign_in(client, make_staff("sam", role))
    return client.get("/admin/").content.decode()


def test_what_is_here_and_what_was_deleted_adds_up(capsys):
    make_request(name="Robin Doe")
    ConsultationRequest.objects.update(received_at=timezone.now() - timedelta(hours=3))
    delete_for_good(make_request(), "Asked by the person")

    call_command("reconcile")

    said = capsys.readouterr().out
    assert "All agree: 1 here, 1 deleted with a proof." in said
    assert "Oldest untouched request: 3\xa0hours" in said
    assert "Robin" not in said
    assert UpkeepRun.objects.get(task="reconciling").went_well


LOSSES = {
    "its row": ("DELETE FROM contact_consultationrequest WHERE reference = %s", "1 references do not agree"),
    "its mail": ("DELETE FROM contact_outboxmessage WHERE reference = %s", "1 references do not agree"),
    "its events": ("DELETE FROM contact_requestevent WHERE reference = %s", "1 references do not agree"),
    "a word": (
        "UPDATE contact_requestevent SET actor_name = 'x' WHERE reference = %s",
        "1 chains of events are broken",
    ),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_whatever_is_lost_is_told(loss, capsys):
    robin, _ = make_request(), make_request()
    sql, words = LOSSES[loss]
    SearchEntry.objects.all().delete()  # the database would not let go of the row

    behind_our_back(sql, robin.reference)

    with pytest.raises(CommandError, match=words):
        call_command("reconcile")
    assert robin.reference in capsys.readouterr().out
    assert not UpkeepRun.objects.get(task="reconciling").went_well


def chain_views_as_before(robin):
    for kind in ("listed", "searched"):
        RequestEvent.objects.record(kind, TRIAGE, references=[robin.reference])


def test_views_are_counted_and_those_that_were_chained_are_checked(capsys):
    robin = make_request()
    chain_views_as_before(robin)
    RequestEvent.objects.record_many("listed", None, [robin])

    call_command("reconcile")

    said = capsys.readouterr().out
    assert "1  views of lists and searches" in said
    assert "2  chains of events" in said


def test_a_view_that_was_chained_cannot_be_changed_unseen(capsys):
    chain_views_as_before(make_request())

    behind_our_back("UPDATE contact_requestevent SET detail = '{}' WHERE kind = %s", "listed")

    with pytest.raises(CommandError, match="1 chains of events are broken"):
        call_command("reconcile")
    assert "Broken chains: TRIAGE" in capsys.readouterr().out


BOTH_AND_NEITHER = {
    "an event twice": (
        "INSERT INTO contact_requestevent (reference, sequence, kind, happened_at, actor_name, detail, previous_hash, "
        "hash) SELECT reference, 9, kind, happened_at, actor_name, detail, previous_hash, hash "
        "FROM contact_requestevent WHERE reference = %s"
    ),
    "a proof though it is here": (
        "INSERT INTO contact_deletionrecord (reference, deleted_at, rule, last_event_hash) "
        "SELECT reference, received_at, 'x', 'y' FROM contact_consultationrequest WHERE reference = %s"
    ),
    "a proof and nothing else": (
        "INSERT INTO contact_deletionrecord (reference, deleted_at, rule, last_event_hash) "
        "SELECT 'NOWHERE2', received_at, 'x', 'y' FROM contact_consultationrequest WHERE reference = %s"
    ),
}


@pytest.mark.parametrize("too_much", BOTH_AND_NEITHER)
def test_whatever_is_too_much_is_told(too_much, capsys):
    robin = make_request()

    behind_our_back(BOTH_AND_NEITHER[too_much], robin.reference)

    with pytest.raises(CommandError):
        call_command("reconcile")
    told = capsys.readouterr().out
    assert ("NOWHERE2" if too_much.endswith("nothing else") else robin.reference) in told


def test_many_requests_take_as_many_queries_as_few(django_assert_max_num_queries):
    make_many_requests(10)
    clock.believe()
    with django_assert_max_num_queries(20) as few:
        reconcile()
    make_many_requests(2500)

    with django_assert_max_num_queries(20) as many:
        counted = reconcile()

    assert counted.all_agree
    assert counted.requests == counted.chains == 2510
    assert len(many) == len(few)


def test_a_deletion_without_its_proof_is_told(capsys):
    robin = make_request()
    delete_for_good(robin, "Asked by the person")
    DeletionRecord.objects.update(last_event_hash="0" * 64)

    with pytest.raises(CommandError, match="1 deletions are not proved"):
        call_command("reconcile")


def test_the_staff_home_says_that_all_requests_are_there(client):
    call_command("reconcile")

    assert "All requests are there, counted less than a minute ago" in home_of(client, "Practice managers")


def test_the_staff_home_warns_when_the_count_does_not_agree(client):
    make_request().delete()
    with pytest.raises(CommandError):
        call_command("reconcile")

    page = home_of(client, "Privacy officers")

    assert "The count of requests does not agree, less than a minute ago" in page


def test_the_staff_home_warns_when_nobody_has_counted_for_days(client):
    call_command("reconcile")
    UpkeepRun.objects.update(ended_at=timezone.now() - timedelta(days=3))

    assert "Requests were last counted 3\xa0days ago" in home_of(client, "Practice managers")


def test_staff_who_may_not_see_upkeep_see_no_count(client):
    call_command("reconcile")

    assert "counted" not in home_of(client, "Triage")
