"""Wrong tries lock an account for the address they came from, for a while, and say what to do."""

import logging
import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from axes.models import AccessAttempt
from django.utils import timezone

from tests.builders.staff import PASSWORD, make_staff

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
SOMEWHERE_ELSE = {"REMOTE_ADDR": "203.0.113.9"}


def try_to_sign_in(client, login="sam", password="wrong", **extra):
    return client.post("/accounts/login/", {"login": login, "password": password}, **extra)


def try_wrongly(client, times, **extra):
    return [try_to_sign_in(client, **extra).status_code for _ in range(times)]


def test_the_fifth_wrong_password_locks(client):
    make_staff("sam")

    statuses = try_wrongly(client, 5)

    assert statuses == [200, 200, 200, 200, 429]


def test_while_locked_the_right_password_does_not_help(client):
    make_staff("sam")
    try_wrongly(client, 5)

    response = try_to_sign_in(client, password=PASSWORD)

    assert response.status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_page_says_what_to_do_and_names_nobody(client):
    make_staff("sam")
    try_wrongly(client, 5)

    response = try_to_sign_in(client)

    page = response.content.decode()
    assert "<h1>Too many tries</h1>" in page
    assert "/accounts/password/reset/" in page
    assert "practice manager" in page
    assert "sam" not in page.replace("same", "")
    assert response["Retry-After"] == "900"


def test_an_account_that_does_not_exist_is_answered_in_the_same_way(client):
    make_staff("sam")

    known = [try_to_sign_in(client, "sam") for _ in range(6)]
    unknown = [try_to_sign_in(client, "nobody") for _ in range(6)]

    assert [response.status_code for response in known] == [response.status_code for response in unknown]
    assert known[-1].content == unknown[-1].content


def test_user_name_and_email_are_one_account(client):
    make_staff("sam", email="sam@clinic.example")
    try_wrongly(client, 3)

    statuses = try_wrongly(client, 2, login="SAM@clinic.example")

    assert statuses == [200, 429]


@pytest.mark.parametrize("login", ["sam\u200b", "\ufeffsam", "sam@clinic.example\u00ad"])
def test_a_name_that_was_pasted_with_something_invisible_signs_in(client, login):
    make_staff("sam", email="sam@clinic.example")

    assert try_to_sign_in(client, login, PASSWORD).status_code == 302


def test_the_same_person_can_sign_in_from_another_address(client):
    make_staff("sam")
    try_wrongly(client, 5)

    response = try_to_sign_in(client, password=PASSWORD, **SOMEWHERE_ELSE)

    assert response.status_code == 302


def test_other_people_at_the_same_address_can_sign_in(client):
    make_staff("sam")
    make_staff("nadia")
    try_wrongly(client, 5)

    response = try_to_sign_in(client, "nadia", PASSWORD)

    assert response.status_code == 302


def test_the_address_behind_the_proxy_is_the_one_that_counts(client):
    make_staff("sam")
    try_wrongly(client, 5, HTTP_X_FORWARDED_FOR="203.0.113.9")

    here = try_to_sign_in(client, password=PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.9")
    elsewhere = try_to_sign_in(client, password=PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.10")

    assert (here.status_code, elsewhere.status_code) == (429, 302)


def test_the_pause_ends_after_a_quarter_of_an_hour(client):
    make_staff("sam")
    try_wrongly(client, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timezone.timedelta(minutes=15, seconds=1))

    response = try_to_sign_in(client, password=PASSWORD)

    assert response.status_code == 302


def test_a_good_sign_in_forgets_the_wrong_tries(client):
    make_staff("sam")
    try_wrongly(client, 4)
    try_to_sign_in(client, password=PASSWORD)
    client.post("/accounts/logout/")

    statuses = try_wrongly(client, 4)

    assert statuses == [200] * 4


def test_wrong_codes_count_and_then_the_right_code_does_not_help(client):
    TOTP.activate(make_staff("sam"), SECRET)
    try_to_sign_in(client, password=PASSWORD)

    statuses = [client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code for _ in range(5)]
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    afterwards = client.post("/accounts/2fa/authenticate/", {"code": code})

    assert statuses == [200, 200, 200, 200, 429]
    assert afterwards.status_code == 429
    assert "_auth_user_id" not in client.session


def test_what_is_kept_holds_no_address_no_password_and_nothing_typed(client):
    make_staff("sam")
    try_to_sign_in(client, "sam", "a wrong pass phrase", **SOMEWHERE_ELSE)
    try_to_sign_in(client, "my pass phrase in the wrong box", "x", **SOMEWHERE_ELSE)

    kept = str(list(AccessAttempt.objects.values()))

    assert AccessAttempt.objects.count() == 2
    assert "'username': 'sam'" in kept
    assert "203.0.113.9" not in kept
    assert "pass phrase" not in kept


def test_refusals_are_logged_by_number(client, caplog):
    user = make_staff("sam-the-nurse")
    caplog.set_level(logging.INFO)

    try_wrongly(client, 5, login="sam-the-nurse")
    try_to_sign_in(client, "somebody-else")

    assert f"Sign-in is paused after too many wrong tries: account {user.pk}." in caplog.text
    assert "A sign-in was refused: no such account." in caplog.text
    assert "sam-the-nurse" not in caplog.text
    assert "somebody-else" not in caplog.text


def test_one_address_that_tries_many_accounts_is_slowed_too(client):
    make_staff("sam")
    answers = [try_to_sign_in(client, f"nobody-{number}") for number in range(30)]

    assert [answer.status_code for answer in answers] == [200] * 29 + [429]
    assert "<h1>Too many tries</h1>" in answers[29].content.decode()
    assert try_to_sign_in(client, password=PASSWORD).status_code == 429
    assert try_to_sign_in(client, password=PASSWORD, **SOMEWHERE_ELSE).status_code == 302


@pytest.mark.parametrize("sent", [{}, {"credential": "{}"}, {"credential": "null"}])
def test_the_step_of_the_code_takes_nothing_else(client, sent):
    TOTP.activate(make_staff("sam"), SECRET)
    try_to_sign_in(client, password=PASSWORD)

    response = client.post("/accounts/2fa/authenticate/", sent)

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
