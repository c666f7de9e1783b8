"""A staff session ends after 15 minutes in which nobody does anything, and after 12 hours."""

import json
import re

import pytest
from django.test import Client

from tests.builders.requests import make_request
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

MINUTE = 60
HOUR = 60 * MINUTE
BY_A_SCRIPT = {"HTTP_SEC_FETCH_MODE": "cors", "HTTP_SEC_FETCH_DEST": "empty"}
IN_A_PREVIEW = {"HTTP_SEC_FETCH_MODE": "navigate", "HTTP_SEC_FETCH_DEST": "iframe"}
BY_A_PERSON = {"HTTP_SEC_FETCH_MODE": "navigate", "HTTP_SEC_FETCH_DEST": "document"}
STAFF_PATHS = ["/admin/", "/cms/"]


@pytest.fixture
def owner(client, clock):
    user = make_owner()
    sign_in(client, user)
    return user


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("area", STAFF_PATHS)
def test_after_a_quarter_of_an_hour_the_session_is_over(client, clock, owner, area):
    clock.shift(15 * MINUTE)

    response = client.get(f"{area}?p=2")

    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={area}%3Fp%3D2"
    assert not signed_in(client)


@pytest.mark.parametrize("area", STAFF_PATHS)
def test_who_opens_pages_stays_in(client, clock, owner, area):
    for _ in range(3):
        clock.shift(14 * MINUTE)
        client.get(area, **BY_A_PERSON)

    assert signed_in(client)


def test_after_twelve_hours_it_is_over_for_those_who_work_too(client, clock, owner):
    for _ in range(12 * 6 - 1):
        clock.shift(10 * MINUTE)
        client.get("/accounts/2fa/")
    assert signed_in(client)
    clock.shift(10 * MINUTE)

    response = client.get("/admin/")

    assert response.status_code == 302
    assert not signed_in(client)


@pytest.mark.parametrize("headers", [BY_A_SCRIPT, IN_A_PREVIEW])
def test_what_scripts_ask_for_keeps_no_session_alive(client, clock, owner, headers):
    for _ in range(3):
        clock.shift(5 * MINUTE)
        response = client.get("/cms/", **headers)

    assert response.status_code == 302
    assert not signed_in(client)


def test_pings_of_the_editor_do_not_count_in_browsers_that_do_not_say_who_asks(client, clock, owner):
    clock.shift(10 * MINUTE)
    client.post("/cms/editing-sessions/1/")
    clock.shift(5 * MINUTE)

    client.get("/cms/")

    assert not signed_in(client)


def test_asking_how_long_is_left_is_no_sign_of_life(client, clock, owner):
    clock.shift(14 * MINUTE)

    answers = [client.get("/accounts/session/", **BY_A_SCRIPT).json()["left"] for _ in range(2)]
    clock.shift(MINUTE)

    assert answers == [MINUTE, MINUTE]
    assert client.get("/accounts/session/", **BY_A_SCRIPT).json() == {"left": 0}
    assert not signed_in(client)


def test_stay_signed_in_gives_another_quarter_of_an_hour(client, clock, owner):
    clock.shift(14 * MINUTE)

    answer = client.post("/accounts/session/", **BY_A_SCRIPT).json()

    assert answer["left"] == 15 * MINUTE
    assert answer["can_stay"] is True


def test_nobody_stays_beyond_twelve_hours(client, clock, owner):
    for _ in range(6 * 12 - 1):
        clock.shift(10 * MINUTE)
        answer = client.post("/accounts/session/", **BY_A_SCRIPT).json()

    assert answer["left"] == 10 * MINUTE
    assert answer["can_stay"] is False


def test_signing_in_again_starts_anew(client, clock, owner):
    clock.shift(16 * MINUTE)
    client.get("/admin/")

    sign_in(client, owner)

    assert client.get("/admin/").status_code == 200


def test_what_was_typed_is_shown_to_copy_and_nothing_is_saved(client, clock):
    consultation_request = make_request()
    sign_in(client, make_staff("nadia", "Triage"))
    page = f"/admin/contact/consultationrequest/{consultation_request.pk}/change/"
    clock.shift(16 * MINUTE)

    response = client.post(
        f"{page}", {"text": "Call back after six.", "state": "closed", "password": "correct horse"}, HTTP_REFERER=page
    )

    shown = response.content.decode()
    consultation_request.refresh_from_db()
    assert response.status_code == 403
    assert "Call back after six." in shown
    assert "correct horse" not in shown
    assert consultation_request.state == "new"
    assert not signed_in(client)


def test_after_a_form_one_returns_to_the_page_that_it_stood_on(client, clock, owner):
    clock.shift(16 * MINUTE)

    response = client.post(
        "/admin/auth/user/1/disable/", HTTP_REFERER="http://testserver/admin/auth/user/1/change/?p=1"
    )

    assert response["Location"] == "/accounts/login/?next=/admin/auth/user/1/change/%3Fp%3D1"


@pytest.mark.parametrize("referer", ["https://elsewhere.example/admin/", "//elsewhere.example/", ""])
def test_nobody_is_led_to_another_site(client, clock, owner, referer):
    clock.shift(16 * MINUTE)

    response = client.post("/admin/auth/user/1/disable/", HTTP_REFERER=referer)

    assert response["Location"] == "/accounts/login/?next=/admin/"


def test_what_is_not_a_staff_page_neither_ends_a_session_nor_keeps_it(client, clock, owner):
    clock.shift(14 * MINUTE)
    client.get("/consultation/", **BY_A_PERSON)
    clock.shift(MINUTE)

    assert client.get("/consultation/").status_code == 200
    assert client.get("/admin/").status_code == 302


# -- words that were typed when the session had ended ---------------------------------

TYPED = {"summary": "Words of half an hour.", "slug": "safety", "action-publish": "yes", "password": "correct horse"}
FROM_HERE = {"HTTP_ORIGIN": "http://testserver"}


def form_to_send_again(response):
    form = response.content.decode().partition("<form")[2].partition("</form>")[0]
    return dict(re.findall(r'<textarea name="([^"]+)" hidden>\n([^<]*)</textarea>', form))


@pytest.mark.parametrize("area", STAFF_PATHS)
def test_a_session_that_ended_elsewhere_gives_the_words_back(client, clock, owner, area):
    client.logout()

    response = client.post(f"{area}pages/4/edit/?p=1", TYPED, **FROM_HERE, **BY_A_PERSON)

    assert response.status_code == 403
    assert f'action="{area}pages/4/edit/?p=1"' in response.content.decode()
    assert form_to_send_again(response) == {name: text for name, text in TYPED.items() if name != "password"}
    assert "correct horse" not in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"text": "ok"},
        {"details": "212-555-0142"},
        {"parking": "Donaudampfschifffahrtsgesellschaft"},
        {"parking": "\u60a3\u8005\u5e0c\u671b\u5468\u4e8c\u6765\u7535"},
        {"parking": "Behind"},
    ],
    ids=str,
)
def test_one_word_without_a_blank_comes_back_too(client, clock, owner, typed):
    clock.shift(16 * MINUTE)

    response = client.post("/admin/contact/location/1/change/", typed, **FROM_HERE, **BY_A_PERSON)

    assert response.status_code == 403
    assert form_to_send_again(response) == typed


@pytest.mark.parametrize(
    "chosen",
    [
        {"state": "contacted", "channel": "voice_message", "version": "3", "seen": "12"},
        {"action": "assign_to_me", "_selected_action": "4", "_save": "Save", "next": "/cms/pages/"},
        {"as_opened": "0f" * 32, "go_live_at": "2026-12-01T10:00Z", "holidays-TOTAL_FORMS": "1"},
    ],
    ids=str,
)
def test_choices_alone_lead_back_to_the_page(client, clock, owner, chosen):
    clock.shift(16 * MINUTE)

    response = client.post("/admin/contact/location/1/change/", chosen, **FROM_HERE, **BY_A_PERSON)

    assert response.status_code == 302


def test_a_script_does_not_use_up_what_a_person_typed(client, clock, owner):
    clock.shift(16 * MINUTE)
    background = client.post("/cms/editing-sessions/1/", {"text": "Some words."}, **FROM_HERE, **BY_A_SCRIPT)

    response = client.post("/cms/pages/4/edit/", TYPED, **FROM_HERE, **BY_A_PERSON)

    assert background.json() == {"signed_out": True}
    assert form_to_send_again(response)["summary"] == "Words of half an hour."


@pytest.mark.parametrize(
    "headers", [{"HTTP_ACCEPT": "application/json"}, {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}, BY_A_SCRIPT]
)
def test_a_background_request_is_not_answered_with_a_page(client, clock, owner, headers):
    clock.shift(16 * MINUTE)

    response = client.post("/cms/pages/4/edit/", TYPED, **FROM_HERE, **headers)

    assert (response.status_code, response["Content-Type"]) == (403, "application/json")


def test_what_another_site_made_up_is_not_sent_again(client, clock, owner):
    clock.shift(16 * MINUTE)

    response = client.post("/admin/", TYPED, HTTP_ORIGIN="https://elsewhere.example", **BY_A_PERSON)

    assert form_to_send_again(response) == {}


def test_another_site_gets_nothing_shown_to_who_is_signed_out(client, clock):
    response = client.post("/admin/", TYPED, HTTP_ORIGIN="https://elsewhere.example", **BY_A_PERSON)

    assert response.status_code == 302


def test_signing_in_again_makes_no_form_too_old(clock, owner):
    """It changes the token that guards forms, so the form comes back once more with the new one."""
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, owner)

    response = browser.post("/cms/pages/4/edit/", TYPED, **FROM_HERE, **BY_A_PERSON)

    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', response.content.decode())[1]
    again = form_to_send_again(response) | {"csrfmiddlewaretoken": token}
    assert browser.post("/cms/pages/4/edit/", again, **FROM_HERE, **BY_A_PERSON).status_code == 404


def test_rich_text_is_shown_as_words(client, clock):
    paragraphs = {"blocks": [{"text": "First thought."}, {"text": "Second thought."}], "entityMap": {}}

    response = client.post("/cms/pages/4/edit/", {"body": json.dumps(paragraphs)}, **FROM_HERE, **BY_A_PERSON)

    assert "First thought.\nSecond thought.</textarea>" in response.content.decode()
