"""Everything sealed can be moved to a new key, and nothing is lost on the way."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.core.management import CommandError, call_command

from contact.encryption import rotation
from contact.models import ConsultationRequest, Note
from tests.builders.requests import make_request
from tests.builders.staff import make_staff

pytestmark = pytest.mark.django_db

NEW_KEY = "k3:CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk="


@pytest.fixture
def older(settings):
    return list(settings.FIELD_KEYS)


def make_second_factor(username="nadia"):
    user = make_staff(username)
    data = {"seed": encrypt("a seed"), "used_mask": 5, "migrated_codes": [encrypt("code 1"), encrypt("code 2")]}
    Authenticator.objects.create(user=user, type="totp", data={"secret": encrypt("JBSWY3DP")})
    return Authenticator.objects.create(user=user, type="recovery_codes", data=data)


def seals():
    names = [field.name for field in ConsultationRequest._meta.fields if hasattr(field, "bound_to")]
    rows = ConsultationRequest.objects.order_by("pk").values_list(*names)
    return [sealed for row in rows for sealed in row if sealed] + list(Note.objects.values_list("text", flat=True))


def test_after_rotation_the_old_keys_are_not_needed(settings, older):
    robin = make_request(name="Robin Doe", message="private words")
    robin.note_down("a note", by=None)
    codes = make_second_factor()
    settings.FIELD_KEYS = [NEW_KEY, *older]

    call_command("rotate_keys")
    settings.FIELD_KEYS = [NEW_KEY]

    robin, codes = ConsultationRequest.objects.get(), Authenticator.objects.get(pk=codes.pk)
    assert (robin.name, robin.message, robin.notes.get().text) == ("Robin Doe", "private words", "a note")
    assert [decrypt(code) for code in codes.data["migrated_codes"]] == ["code 1", "code 2"]
    assert (decrypt(codes.data["seed"]), codes.data["used_mask"]) == ("a seed", 5)
    assert decrypt(Authenticator.objects.get(type="totp").data["secret"]) == "JBSWY3DP"
    call_command("keys_check")


def test_rotation_changes_nothing_that_already_has_the_newest_key():
    make_request(name="Robin Doe")
    before = seals()

    call_command("rotate_keys")

    assert seals() == before


def test_rotation_keeps_search_version_and_blanks(settings, older):
    robin = make_request(name="Robin Doe", email="")
    settings.FIELD_KEYS = [NEW_KEY, *older]

    call_command("rotate_keys")

    found = ConsultationRequest.objects.found_by("robin doe").get()
    assert (found.pk, found.version, found.email) == (robin.pk, 1, "")


def test_an_interrupted_rotation_is_started_again(settings, older, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 2)
    names = [f"Person {number}" for number in range(5)]
    for name in names:
        make_request(name=name)
    settings.FIELD_KEYS = [NEW_KEY, *older]
    place = next(place for place in rotation.encrypted_columns() if place.model is ConsultationRequest)

    next(rotation.rotate(place, rotation.Tally()))
    assert {sealed.split(".")[1] for sealed in seals()} == {"k3", "k2"}
    call_command("rotate_keys")

    assert {sealed.split(".")[1] for sealed in seals()} == {"k3"}
    assert {one.name for one in ConsultationRequest.objects.all()} == set(names)


def test_a_locked_value_keeps_its_bytes_and_is_told(settings, older):
    make_request(name="Robin Doe")
    before = seals()
    settings.FIELD_KEYS = [NEW_KEY]

    with pytest.raises(CommandError, match="2 values do not open and were left as they are"):
        call_command("rotate_keys")

    assert seals() == before
    settings.FIELD_KEYS = [NEW_KEY, *older]
    assert ConsultationRequest.objects.get().name == "Robin Doe"


def test_the_check_counts_values_by_key_and_shows_no_secret(settings, older, capsys):
    make_request(name="Robin Doe")
    settings.FIELD_KEYS = [NEW_KEY, *older]
    make_request(name="Somebody Else", message="private words")

    call_command("keys_check")

    said = capsys.readouterr().out
    assert "k3: 3 values\nk2: 2 values\nk1: 0 values\nAll values open." in said
    assert not any(secret in said for secret in ("Robin", "private", NEW_KEY.split(":")[1]))


def test_the_check_fails_when_a_key_is_missing(settings, capsys):
    make_request(name="Robin Doe")
    settings.FIELD_KEYS = [NEW_KEY]

    with pytest.raises(CommandError, match="2 values do not open"):
        call_command("keys_check")

    assert "k2: 2 values, key is missing" in capsys.readouterr().out


def test_the_check_fails_when_a_second_factor_does_not_open(settings):
    make_second_factor()
    settings.FIELD_KEYS = [NEW_KEY]

    with pytest.raises(CommandError, match="4 values do not open"):
        call_command("keys_check")
