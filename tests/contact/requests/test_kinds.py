"""A referral and a report of a mistake are kept like a consultation request, each in its own way."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from contact.models import ConsultationRequest, MoveNotAllowed, OutboxMessage, RequestEvent
from contact.requests.reconciliation import reconcile
from tests.builders.requests import make_clinic_details, make_mistake, make_referral, make_request

WITH_KINDS = ("contact", "0015_kinds_of_request")
SEALED_OF_A_REFERRAL = ["name", "practice", "credentials", "phone", "patient_initials", "topic"]


@pytest.mark.django_db
def test_a_request_is_for_a_consultation_unless_it_says_otherwise():
    make_request()

    assert ConsultationRequest.objects.get().kind == "consultation"


@pytest.mark.django_db
def test_what_a_referral_says_of_people_is_sealed():
    referral = make_referral()

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(SEALED_OF_A_REFERRAL)} FROM contact_consultationrequest")
        stored = cursor.fetchone()
    assert all(value.startswith("v1.k2.") for value in stored)
    kept = ConsultationRequest.objects.get(pk=referral.pk)
    assert (kept.name, kept.practice, kept.patient_initials) == ("Dr. Alex Example", "Example Family Medicine", "R.D.")


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["alex example dr", "212 555 0170"])
def test_a_referral_is_found_by_who_refers(words):
    referral = make_referral()
    make_request()

    assert ConsultationRequest.objects.found_by(words).get() == referral


@pytest.mark.django_db
def test_only_a_mistake_has_no_due_time_and_nobody_who_agreed():
    make_clinic_details(range(5), reply_within_working_days=2)

    kept = {one.kind: (one.due_at is None, one.agreed_at is None) for one in (make_referral(), make_mistake())}

    assert kept == {"referral": (False, False), "mistake": (True, True)}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["consultation", "referral"])
def test_the_database_too_refuses_a_person_who_did_not_agree(kind):
    mistake = make_mistake()

    with pytest.raises(IntegrityError), transaction.atomic():
        ConsultationRequest.objects.filter(pk=mistake.pk).update(kind=kind)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["contacted", "booked"])
def test_nobody_is_called_or_booked_because_of_a_mistake(state):
    mistake = make_mistake()

    with pytest.raises(MoveNotAllowed):
        mistake.move_to(state, by=None, version=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "outcome"),
    [(make_mistake, "not_suitable"), (make_mistake, "withdrew"), (make_referral, "fixed"), (make_request, "fixed")],
)
def test_an_outcome_of_another_kind_is_refused(make, outcome):
    consultation_request = make()

    with pytest.raises(MoveNotAllowed, match="Choose another outcome"):
        consultation_request.move_to("closed", by=None, version=1, outcome=outcome)

    consultation_request.refresh_from_db()
    assert consultation_request.state == "new"


@pytest.mark.django_db
def test_a_mistake_is_closed_and_taken_up_again():
    mistake = make_mistake(state="closed")

    mistake.move_to("in_review", by=None, version=mistake.version)

    assert (mistake.state, mistake.outcome) == ("in_review", "")


@pytest.mark.django_db
def test_all_kinds_are_counted_and_their_keys_checked(capsys):
    made = [make_request(), make_referral(), make_mistake()]

    call_command("keys_check")

    assert reconcile().all_agree
    assert OutboxMessage.objects.filter(kind=OutboxMessage.Kind.NEW_REQUEST).count() == 3
    assert all(RequestEvent.objects.chain_is_whole(one.reference) for one in made)


def before_kinds():
    """The last migration of contact that knows no kinds, and the models as they were after it."""
    loader = MigrationExecutor(connection).loader
    [before] = [parent for parent in loader.get_migration(*WITH_KINDS).dependencies if parent[0] == "contact"]
    return before, loader.project_state([before]).apps


@pytest.mark.django_db
def test_during_an_update_the_release_before_still_stores_requests():
    _, old_models = before_kinds()

    old = old_models.get_model("contact", "ConsultationRequest").objects.create(
        asking_for="me", contact_by="phone", name="Robin Doe", agreed_at=timezone.now()
    )

    kept = ConsultationRequest.objects.get(pk=old.pk)
    assert (kept.kind, kept.name, kept.fax) == ("consultation", "Robin Doe", "")


@pytest.mark.django_db(transaction=True)
def test_what_was_stored_before_there_were_kinds_is_for_a_consultation():
    before, _ = before_kinds()
    robin = make_request(name="Robin Doe", message="private words")
    try:
        MigrationExecutor(connection).migrate([before])
        MigrationExecutor(connection).migrate([WITH_KINDS])
    finally:
        call_command("migrate", verbosity=0)

    kept = ConsultationRequest.objects.get(pk=robin.pk)
    assert (kept.kind, kept.name, kept.message) == ("consultation", "Robin Doe", "private words")
    assert ConsultationRequest.objects.found_by("robin doe").get() == robin
    assert reconcile().all_agree
