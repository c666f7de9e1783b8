"""A code of the authenticator app is taken while it may be on the phone, however it is typed, and once."""

import threading

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from axes.models import AccessAttempt
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from accounts.sign_in.mfa import one_time_codes
from tests.builders.staff import PASSWORD, make_staff

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
GIVE = "/accounts/2fa/authenticate/"
NOON = 1_800_000_000


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The time in the code under test, which stands still until a test moves it."""

    class Clock:
        now = NOON

        def time(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", clock)
    monkeypatch.setattr(one_time_codes, "time", clock)
    return clock


@pytest.fixture
def sam():
    sam = make_staff("sam")
    TOTP.activate(sam, SECRET)
    return sam


def code_of(steps=0, now=NOON):
    return format_hotp_value(hotp_value(SECRET, now // 30 + steps))


def give(code):
    """A browser in which Sam gave the password and then this code."""
    browser = Client()
    browser.post("/accounts/login/", {"login": "sam", "password": PASSWORD})
    browser.answer = browser.post(GIVE, {"code": code})
    return browser


def is_in(browser):
    return "_auth_user_id" in browser.session


@pytest.mark.parametrize(("steps", "taken"), [(-3, False), (-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_be_one_step_apart(sam, steps, taken):
    assert is_in(give(code_of(steps))) == taken


def full_width(code):
    return "".join(chr(0xFF10 + int(digit)) for digit in code)


def arabic(code):
    return "".join(chr(0x0660 + int(digit)) for digit in code)


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: f" {code[:3]} {code[3:]} ",
        lambda code: f"{code[:3]}\N{NO-BREAK SPACE}{code[3:]}",
        lambda code: f"{code[:3]}-{code[3:]}",
        lambda code: f"{code}\N{ZERO WIDTH SPACE}",
        full_width,
        lambda code: f"{full_width(code[:3])}\N{IDEOGRAPHIC SPACE}{full_width(code[3:])}",
        arabic,
    ],
)
def test_the_way_it_is_typed_does_not_matter(sam, typed):
    assert is_in(give(typed(code_of())))


@pytest.mark.parametrize("typed", ["x", "", "½½½½½½", "x{}", "{}0", "1e5", "\0", "٪" * 6])
def test_what_is_no_code_is_refused(sam, typed):
    assert not is_in(give(typed.format(code_of())))


@pytest.mark.parametrize("typed", [str, full_width])
def test_recovery_codes_are_read_in_the_same_way_and_taken_once(sam, typed):
    [code, *_] = RecoveryCodes.activate(sam).get_unused_codes()

    assert is_in(give(typed(code)))
    assert not is_in(give(typed(code)))


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_is_taken_once_as_long_as_it_would_be_good(sam, clock, steps):
    first = give(code_of(steps))
    again = []
    for seconds in (0, 30, 60):
        clock.now = NOON + seconds
        cache.clear()
        again.append(is_in(give(code_of(steps))))

    assert is_in(first)
    assert again == [False, False, False]


def test_after_a_code_the_one_before_it_is_not_taken_either(sam):
    give(code_of(0))

    assert not is_in(give(code_of(-1)))


def test_the_next_code_is_taken(sam, clock):
    give(code_of(0))
    clock.now += 30

    assert is_in(give(code_of(1)))


@pytest.mark.parametrize("steps", [-9, -2])
def test_a_code_that_ran_out_says_so_and_counts_for_no_pause(sam, steps):
    answers = [give(code_of(steps)).answer for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 6
    assert "Wait until your app shows the next one." in answers[0].content.decode()
    assert not AccessAttempt.objects.exists()
    assert is_in(give(code_of()))


def test_a_code_sent_twice_counts_for_no_pause(sam):
    give(code_of())

    again = give(code_of())

    assert not is_in(again)
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("steps", [-40, 2, 9])
def test_what_may_have_been_guessed_counts(sam, steps):
    give(code_of(steps))

    assert AccessAttempt.objects.get().failures_since_start == 1


def test_the_code_that_switched_the_app_on_is_used(monkeypatch, settings):
    monkeypatch.setattr("django.db.transaction.on_commit", lambda then: then())
    sam = make_staff("sam")
    browser = Client()
    browser.post("/accounts/login/", {"login": "sam", "password": PASSWORD})
    session = browser.session
    session["mfa.totp.secret"] = SECRET
    session.save()

    answer = browser.post("/accounts/2fa/totp/activate/", {"code": full_width(code_of(1))})

    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    assert Authenticator.objects.filter(user=sam, type="totp").exists()
    assert not is_in(give(code_of(1)))
    assert not is_in(give(code_of(0)))


def test_a_second_factor_that_does_not_open_is_answered_like_a_wrong_code(sam, settings, caplog):
    settings.FIELD_KEYS = ["k9:CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk="]

    browser = give(code_of())

    assert browser.answer.status_code == 200
    assert not is_in(browser)
    assert f"A second factor of account {sam.pk} does not open" in caplog.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery codes"])
def test_of_two_at_once_one_is_taken(sam, kind):
    code = code_of() if kind == "app" else RecoveryCodes.activate(sam).get_unused_codes()[0]
    start, taken = threading.Barrier(8), []

    def take():
        start.wait()
        try:
            taken.append(bool(one_time_codes.use_code(sam, code)))
        except ValidationError:
            taken.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == [False] * 7 + [True]
