"""A browser that hides where it comes from can send the forms for visitors, and nothing else."""

import re

import pytest
from django.test import Client

from contact.models import ConsultationRequest
from tests.builders.requests import form_data, make_clinic_details, mistake_data, referral_data
from tests.builders.staff import PASSWORD, make_staff, sign_in

pytestmark = pytest.mark.django_db

FORMS = {"/consultation/": form_data, "/for-clinicians/refer/": referral_data, "/report-a-mistake/": mistake_data}
# What a browser may say, over HTTPS, about where a form was sent from.
HIDDEN = [{"origin": "null"}, {}, {"origin": "null", "referer": "https://testserver/consultation/"}]
ELSEWHERE = [
    {"origin": "https://elsewhere.example"},
    {"referer": "https://elsewhere.example/"},
    {"origin": "null", "referer": "https://elsewhere.example/"},
    {"origin": "null", "sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "cross-site"},
    {"origin": "http://testserver"},
    {"referer": "http://["},
]
WORDS = "words I do not want to type again"


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def token_of(browser, address):
    page = browser.get(address, secure=True).content.decode()
    return {"csrfmiddlewaretoken": re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]}


@pytest.mark.parametrize("headers", HIDDEN, ids=str)
@pytest.mark.parametrize("address", FORMS)
def test_the_forms_for_visitors_are_served(browser, address, headers):
    data = FORMS[address]() | token_of(browser, address)

    answer = browser.post(address, data, secure=True, headers=headers)

    assert answer.status_code == 302
    assert ConsultationRequest.objects.count() == 1


@pytest.mark.parametrize("headers", HIDDEN, ids=str)
@pytest.mark.parametrize("wrong", ["no token", "another token", "no cookie"])
def test_the_token_and_the_cookie_must_agree(browser, headers, wrong):
    data = form_data(message=WORDS) | token_of(browser, "/consultation/")
    if wrong == "no token":
        del data["csrfmiddlewaretoken"]
    if wrong == "another token":
        data |= token_of(Client(), "/consultation/")
    if wrong == "no cookie":
        browser.cookies.clear()

    answer = browser.post("/consultation/", data, secure=True, headers=headers)

    assert answer.status_code == 403
    assert not ConsultationRequest.objects.exists()


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_what_another_site_sends_is_refused_and_can_be_sent_from_here(browser, headers):
    data = form_data(message=WORDS) | token_of(browser, "/consultation/")

    refused = browser.post("/consultation/", data, secure=True, headers=headers)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', refused.text)[1]
    data |= {"csrfmiddlewaretoken": token}
    sent = browser.post("/consultation/", data, secure=True, headers={"origin": "https://testserver"})

    assert refused.status_code == 403
    assert WORDS in refused.text
    assert 'value="Send"' in refused.text
    assert sent.status_code == 302


@pytest.mark.parametrize("headers", HIDDEN[:2], ids=str)
def test_nobody_is_signed_in_so(browser, headers):
    make_staff("sam")
    data = {"login": "sam", "password": PASSWORD} | token_of(browser, "/accounts/login/")

    answer = browser.post("/accounts/login/", data, secure=True, headers=headers)

    assert answer.status_code == 403
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("headers", HIDDEN[:2], ids=str)
@pytest.mark.parametrize("address", ["/admin/contact/consultationrequest/search/", "/accounts/logout/"])
def test_staff_pages_stay_as_strict_as_they_were(browser, headers, address):
    sign_in(browser, make_staff("nadia", "Triage"))
    data = {"words": "Robin Doe"} | token_of(browser, "/admin/contact/consultationrequest/")

    assert browser.post(address, data, secure=True, headers=headers).status_code == 403
    assert "_auth_user_id" in browser.session


def test_a_refusal_blames_cookies_only_where_none_came(browser):
    make_clinic_details(phone="(212) 555-0142")
    data = form_data(message=WORDS)

    without = browser.post("/consultation/", data)
    browser.get("/consultation/")
    another = browser.post("/consultation/", data | {"csrfmiddlewaretoken": "x" * 64})

    assert "cookie" in without.text
    assert "cookie" not in another.text.partition("<footer")[0]
    for page in (without.text, another.text):
        assert WORDS in page
        assert 'href="tel:+12125550142"' in page
