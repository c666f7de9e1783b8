"""A wrong key under a right id is noticed before anything is sealed with it."""

import pytest
from django.core.management import CommandError, call_command

from contact.backup.restore import reason_not_to_start
from contact.encryption import WrongKey, canary, key_check
from contact.models import ConsultationRequest, KeyCanary, SearchEntry
from tests.builders.requests import make_request

pytestmark = pytest.mark.django_db

SECRET = "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk="
WRONG = {"FIELD_KEYS": [f"k2:{SECRET}"], "BLIND_INDEX_KEY": SECRET}
NAMED = {"FIELD_KEYS": "the key k2 is not the one", "BLIND_INDEX_KEY": "BLIND_INDEX_KEY is not the key"}
NAMES = ["One", "Two", "Three", "Four", "Five"]
OLD_KEY_WRONG = f"k1:{SECRET}"


@pytest.fixture(autouse=True)
def _as_in_a_new_process(monkeypatch):
    monkeypatch.setattr(canary, "_found_right", set())


def lay():
    assert key_check.add_missing_canaries() == ""


@pytest.fixture(params=WRONG)
def name_of_wrong_key(request, settings):
    """A site with canaries, then started with another key under the same name."""
    make_request(name="Robin Doe")
    lay()
    canary._found_right.clear()
    setattr(settings, request.param, WRONG[request.param])
    return request.param


def test_each_key_has_a_canary_and_they_live():
    lay()
    lay()

    assert set(KeyCanary.objects.values_list("key", flat=True)) == {"FIELD_KEYS.k1", "FIELD_KEYS.k2", "BLIND_INDEX_KEY"}
    assert (key_check.fault(), reason_not_to_start()) == ("", "")


def test_a_canary_shows_nothing_of_its_key(settings):
    lay()

    kept = str(list(KeyCanary.objects.values_list("sealed", flat=True)))
    assert not any(key.split(":")[-1] in kept for key in [*settings.FIELD_KEYS, settings.BLIND_INDEX_KEY])


def test_a_wrong_key_is_a_reason_not_to_start(name_of_wrong_key):
    assert NAMED[name_of_wrong_key] in reason_not_to_start()


def test_nothing_is_sealed_with_a_wrong_key(name_of_wrong_key):
    with pytest.raises(WrongKey):
        make_request(name="Somebody Else")

    assert ConsultationRequest.objects.count() == 1


@pytest.mark.parametrize("command", ["keys_check", "rotate_keys", "prepare", "send_mail"])
def test_no_command_goes_on_with_a_wrong_key(name_of_wrong_key, command):
    with pytest.raises(CommandError, match=NAMED[name_of_wrong_key]):
        call_command(command)


def test_no_backup_is_made_with_a_wrong_key(name_of_wrong_key, tmp_path):
    with pytest.raises(CommandError, match="Not the key that it was"):
        call_command("backup", to=tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_wrong_older_key_is_noticed(settings):
    lay()
    settings.FIELD_KEYS = [settings.FIELD_KEYS[0], OLD_KEY_WRONG]

    assert "the key k1 is not the one" in key_check.fault()


def test_a_key_that_is_not_there_any_more_is_no_fault(settings):
    lay()
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]

    assert key_check.fault() == ""


def test_a_new_key_in_front_gets_its_canary(settings):
    make_request()
    lay()
    settings.FIELD_KEYS = [f"k3:{SECRET}", *settings.FIELD_KEYS]

    call_command("rotate_keys")

    assert KeyCanary.objects.filter(key="FIELD_KEYS.k3").exists()
    assert key_check.fault() == ""


@pytest.mark.parametrize("name", WRONG)
def test_an_installed_site_gets_canaries_only_for_keys_that_open_what_it_holds(settings, name):
    make_request(name="Robin Doe")
    setattr(settings, name, WRONG[name])

    words = key_check.add_missing_canaries()

    assert NAMED[name] in words
    assert KeyCanary.objects.count() == 0


def test_one_damaged_value_does_not_make_a_key_wrong():
    robin, _ = make_request(name="Robin Doe"), make_request(name="Somebody Else")
    moved = ConsultationRequest.objects.filter(pk=robin.pk).values_list("name")[0][0]
    ConsultationRequest.objects.exclude(pk=robin.pk).update(name=moved)

    assert key_check.add_missing_canaries() == ""


def test_an_index_key_that_is_lost_is_replaced(settings, capsys):
    for number in range(3):
        make_request(name=f"Person {NAMES[number]}")
    lay()
    settings.BLIND_INDEX_KEY = SECRET
    assert ConsultationRequest.objects.found_by("Person").count() == 0

    call_command("index_requests")

    assert ConsultationRequest.objects.found_by("Person").count() == 3
    assert key_check.fault() == ""
    assert "3 of 3 requests looked at, 3 indexed again" in capsys.readouterr().out


def test_an_interrupted_indexing_is_started_again(settings, monkeypatch):
    from contact.encryption import blind_index

    monkeypatch.setattr(blind_index, "BATCH", 2)
    for number in range(5):
        make_request(name=f"Person {NAMES[number]}")
    lay()
    settings.BLIND_INDEX_KEY = SECRET

    next(blind_index.reindex(SearchEntry, SearchEntry.owners()))
    assert "BLIND_INDEX_KEY" in key_check.fault()
    call_command("index_requests")

    assert all(ConsultationRequest.objects.found_by(f"Person {NAMES[number]}").exists() for number in range(5))


def test_what_does_not_open_keeps_its_index(settings):
    robin = make_request(name="Robin Doe")
    entries = set(robin.search_entries.values_list("kind", "digest"))
    lay()
    settings.FIELD_KEYS = [f"k3:{SECRET}"]
    settings.BLIND_INDEX_KEY = SECRET

    with pytest.raises(CommandError, match="1 requests do not open"):
        call_command("index_requests")

    assert set(robin.search_entries.values_list("kind", "digest")) == entries


def test_nothing_is_indexed_again_while_a_field_key_is_wrong(settings):
    make_request(name="Robin Doe")
    lay()
    settings.FIELD_KEYS = WRONG["FIELD_KEYS"]

    with pytest.raises(CommandError, match=NAMED["FIELD_KEYS"]):
        call_command("index_requests")
