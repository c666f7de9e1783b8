"""The secret of a second factor opens for the person it was made for, and for nobody else."""

import copy
import importlib
import time
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts.sign_in.mfa.encrypted_secrets import FOR_ANYBODY
from contact.encryption import CannotOpen, key_id_of, seal
from tests.builders.passkeys import browser_after_password, set_up_passkey
from tests.builders.staff import PASSWORD, make_owner, make_staff

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
OTHER_SECRET = "KRSXG5CTMVRXEZLU"
update = importlib.import_module("accounts.migrations.0002_seal_second_factors_for_their_user")


def rows():
    """Past the model: as the database holds them, and as somebody who can write to it would change them."""
    return Authenticator.objects.order_by("pk")


def as_before(user, **secrets):
    """A second factor as it was stored before secrets were sealed for their user."""
    kind = "totp" if "secret" in secrets else "recovery_codes"
    row = Authenticator.objects.create(user=user, type=kind, data={"used_mask": 0})
    rows().filter(pk=row.pk).update(data={"used_mask": 0} | secrets)
    return row


def sealed_before(text):
    return seal(text, about=FOR_ANYBODY)


def signs_in(username, code):
    browser = Client()
    browser.post("/accounts/login/", {"login": username, "password": PASSWORD})
    browser.post("/accounts/2fa/authenticate/", {"code": code})
    return "_auth_user_id" in browser.session


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_secret_opens_in_its_own_row():
    TOTP.activate(make_staff("sam"), SECRET)

    assert signs_in("sam", code_of(SECRET))


def test_the_secret_of_one_person_does_not_open_in_the_row_of_another():
    sam, nadia = make_staff("sam"), make_staff("nadia")
    TOTP.activate(sam, SECRET)
    TOTP.activate(nadia, OTHER_SECRET)

    rows().filter(user=nadia).update(data=rows().get(user=sam).data)

    assert not signs_in("nadia", code_of(SECRET))
    assert signs_in("sam", code_of(SECRET))


def test_recovery_codes_of_one_person_do_not_open_in_the_row_of_another():
    sam, nadia = make_staff("sam"), make_staff("nadia")
    TOTP.activate(nadia, OTHER_SECRET)
    [code, *_] = RecoveryCodes.activate(sam).get_unused_codes()
    RecoveryCodes.activate(nadia)

    rows().filter(user=nadia, type="recovery_codes").update(data=rows().get(user=sam).data)

    assert not signs_in("nadia", code)


def test_a_seed_does_not_open_as_the_secret_of_an_app():
    sam = make_staff("sam")
    TOTP.activate(sam, SECRET)
    RecoveryCodes.activate(sam)
    seed = rows().get(type="recovery_codes").data["seed"]

    rows().filter(type="totp").update(data={"secret": seed})

    with pytest.raises(CannotOpen):
        decrypt(rows().get(type="totp").data["secret"])


def test_what_was_sealed_before_for_anybody_opens_nowhere_once_the_update_is_done():
    sam = make_staff("sam")
    as_before(sam, secret=sealed_before(SECRET))

    assert not signs_in("sam", code_of(SECRET))


@pytest.mark.parametrize("new", [False, True])
def test_nobody_writes_a_secret_that_is_not_sealed_for_the_row(new):
    kept = TOTP.activate(make_staff("sam"), SECRET).instance
    row = Authenticator(user=make_staff("nadia"), type="totp") if new else kept
    row.data = {"secret": sealed_before(OTHER_SECRET)}

    with pytest.raises(CannotOpen):
        row.save()

    assert signs_in("sam", code_of(SECRET))


def test_a_secret_can_be_replaced_and_a_row_copied():
    row = TOTP.activate(make_staff("sam"), SECRET).instance
    row.data["secret"] = encrypt(OTHER_SECRET)

    row.save()

    kept = copy.deepcopy(rows().get())
    assert decrypt(kept.data["secret"]) == OTHER_SECRET


@pytest.fixture
def staff_of_before():
    """Everything that secrets stood in before the update: apps, a seed and single codes."""
    sam, nadia = make_staff("sam"), make_staff("nadia")
    as_before(sam, secret=sealed_before(SECRET))
    as_before(sam, seed=sealed_before("0" * 80))
    as_before(nadia, secret=sealed_before(OTHER_SECRET))
    as_before(nadia, migrated_codes=[sealed_before("11112222"), sealed_before("33334444")])


def test_the_update_seals_all_of_them_for_their_user(staff_of_before):
    make_owner()
    set_up_passkey(browser_after_password("owner"))

    for _ in range(2):
        update.bind(apps, connection.schema_editor())

    assert signs_in("sam", code_of(SECRET))
    assert signs_in("sam", RecoveryCodes(rows().get(user__username="sam", type="recovery_codes")).generate_codes()[3])
    assert signs_in("nadia", code_of(OTHER_SECRET))
    assert signs_in("nadia", "33334444")
    assert rows().get(type="webauthn").wrap().name == "My phone"


def test_an_update_that_was_interrupted_is_simply_run_again(staff_of_before):
    update.bind(apps, connection.schema_editor())
    rows().filter(user__username="sam", type="totp").update(data={"secret": sealed_before(SECRET)})

    update.bind(apps, connection.schema_editor())

    assert signs_in("sam", code_of(SECRET))
    assert signs_in("nadia", code_of(OTHER_SECRET))


def test_one_that_no_key_opens_keeps_its_bytes_and_stops_nobody_else(staff_of_before):
    lost = sealed_before(SECRET).replace(".k2.", ".k0.")
    rows().filter(user__username="sam", type="totp").update(data={"secret": lost})

    update.bind(apps, connection.schema_editor())

    assert rows().get(user__username="sam", type="totp").data["secret"] == lost
    assert signs_in("nadia", code_of(OTHER_SECRET))


def test_the_update_can_be_taken_back(staff_of_before):
    before = {row.pk: set(row.data) for row in rows()}
    update.bind(apps, connection.schema_editor())

    update.unbind(apps, connection.schema_editor())
    update.bind(apps, connection.schema_editor())

    assert {row.pk: set(row.data) for row in rows()} == before
    assert signs_in("sam", code_of(SECRET))


def test_keys_can_be_rotated_and_checked(settings):
    [newest, older] = settings.FIELD_KEYS
    settings.FIELD_KEYS = [older]
    sam = make_staff("sam")
    TOTP.activate(sam, SECRET)
    settings.FIELD_KEYS = [newest, older]

    call_command("rotate_keys", stdout=StringIO())

    settings.FIELD_KEYS = [newest]
    assert key_id_of(rows().get().data["secret"]) == "k2"
    assert signs_in("sam", code_of(SECRET))
    call_command("keys_check", stdout=StringIO())
