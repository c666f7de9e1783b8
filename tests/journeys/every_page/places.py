"""Every place of the public site: the pages of the sitemap, and those that only a step leads to.

Each function goes there and gives the answer that the browser shows, so that its HTML can be read as it was sent.
"""

from functools import partial
from unittest import mock

from django.db import OperationalError

from tests.content.starter_pages.test_starter_pages import ADDRESSES
from tests.journeys.filling_in import fill_in

OTHER_ADDRESSES = [
    "/consultation/",
    "/consultation/received/",
    "/for-clinicians/refer/",
    "/report-a-mistake/?page=/safety/",
    "/search/",
    "/search/?q=driving",
    "/search/?q=submarine",
    "/no-such-page/",
]


def go_to(address, page):
    return page.goto(address)


def send_nothing(page):
    page.goto("/consultation/")
    return send(page)


def refer_nobody(page):
    page.goto("/for-clinicians/refer/")
    return send(page, "Send referral")


def report_a_mistake(page):
    page.goto("/report-a-mistake/?page=/safety/")
    page.get_by_label("What's wrong?").fill("A number is wrong.")
    return send(page, "Send report")


def send_a_request(page):
    page.goto("/consultation/")
    fill_in(page)
    return send(page)


def send_when_nothing_can_be_stored(page):
    with mock.patch("contact.views.receive", side_effect=OperationalError):
        return send_a_request(page)


def send_when_the_cookie_is_gone(page):
    page.goto("/consultation/")
    fill_in(page)
    page.context.clear_cookies()
    return send(page)


def search_when_something_breaks(page):
    with mock.patch("content.search.views.find", side_effect=RuntimeError):
        return page.goto("/search/?q=driving")


def send_another_form_without_a_cookie(page):
    page.goto("/search/")
    with page.expect_navigation() as answer:
        page.locator(".search-form").evaluate("form => { form.method = 'post'; form.submit() }")
    return answer.value


def send(page, button="Send"):
    with page.expect_navigation() as answer:
        page.get_by_role("button", name=button).click()
    return answer.value


STEPS = {
    "the form with mistakes": send_nothing,
    "the confirmation": send_a_request,
    "the referral with mistakes": refer_nobody,
    "the confirmation of a report": report_a_mistake,
    "not stored (503)": send_when_nothing_can_be_stored,
    "form expired (403)": send_when_the_cookie_is_gone,
    "another form expired (403)": send_another_form_without_a_cookie,
    "something went wrong (500)": search_when_something_breaks,
}

# Name -> how to go there, as a function of the browser's page.
PLACES = {address: partial(go_to, address) for address in [*ADDRESSES, *OTHER_ADDRESSES]} | STEPS
