"""An installed site finds all its requests after an update, those of before and those stored while it goes on."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from contact.encryption import blind_index
from contact.management.commands.send_mail import index_late_requests
from contact.models import ConsultationRequest, SearchEntry

pytestmark = pytest.mark.django_db(transaction=True)

THIS = ("contact", "0021_search_indexes")
# As the release before filled its columns.
COLUMNS = {"phone_index": "+12125550142", "email_index": "robin@example.com", "name_index": "doe robin"}
OTHER_KEY = "k3:CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk="


def answers(**fields):
    digests = {
        name: blind_index.digest(f"contact.consultationrequest.{name}\0{text}") for name, text in COLUMNS.items()
    }
    texts = {"name": "Robin Doe", "phone": "212-555-0142", "email": "Robin@example.com"}
    return texts | digests | {"asking_for": "me", "contact_by": "phone", "agreed_at": timezone.now()} | fields


def newest():
    executor = MigrationExecutor(connection)
    executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] == "contact"])


@pytest.fixture
def old():
    """The requests of a site of the release before."""
    executor = MigrationExecutor(connection)
    state = executor.migrate(executor.loader.get_migration(*THIS).dependencies)
    yield state.apps.get_model("contact", "ConsultationRequest").objects
    newest()


def found(words):
    return set(ConsultationRequest.objects.found_by(words).values_list("pk", flat=True))


def index():
    for _ in blind_index.reindex(SearchEntry, SearchEntry.not_indexed()):
        pass


@pytest.mark.parametrize("words", ["212 555 0142", "robin@example.com", "Robin Doe"])
def test_whole_values_are_found_as_soon_as_the_database_is_migrated(old, words):
    robin = old.create(**answers())

    newest()

    assert found(words) == {robin.pk}


@pytest.mark.parametrize("words", ["doe", "0142", "555-0142", "Robin 0142", "+1 212 555 0142", "robin@example.com"])
def test_every_old_request_is_found_in_the_new_ways(old, words):
    rows = {old.create(**answers()).pk for _ in range(3)}
    newest()

    index()

    assert found(words) == rows
    assert not SearchEntry.not_indexed().exists()


def test_an_indexing_that_was_killed_is_finished_by_the_next(old, monkeypatch):
    rows = {old.create(**answers()).pk for _ in range(5)}
    newest()
    monkeypatch.setattr(blind_index, "BATCH", 2)
    next(blind_index.reindex(SearchEntry, SearchEntry.not_indexed()))

    assert SearchEntry.not_indexed().count() == 3
    call_command("index_requests", missing=True)

    assert found("doe") == rows


def test_what_an_old_process_stores_meanwhile_is_indexed_by_the_worker(old):
    newest()
    late = ConsultationRequest(**answers())
    late.index_rules = None
    ConsultationRequest.objects.bulk_create([late])
    assert found("doe") == set()

    index_late_requests()

    assert found("doe") == {late.pk}


def test_what_does_not_open_keeps_what_it_had(old, settings):
    robin = old.create(**answers())
    newest()
    keys, settings.FIELD_KEYS = settings.FIELD_KEYS, [OTHER_KEY]

    index()

    assert found("Robin Doe") == {robin.pk}
    settings.FIELD_KEYS = keys
    index()
    assert found("doe") == {robin.pk}
