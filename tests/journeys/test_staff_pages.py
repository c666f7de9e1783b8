"""The staff home, the triage pages and the sign-in keep the same promises as the public pages."""

import pytest
from django.contrib.auth.models import User

from tests.builders.requests import make_mistake, make_referral, make_request
from tests.builders.staff import make_owner, make_staff
from tests.journeys.every_page.problems import problems_of

LIST = "/admin/contact/consultationrequest/"

# What Django's admin writes by itself and gives no hook for: rule of axe -> why it stays.
DJANGO_ADMINS_OWN = {"empty-table-header": "the column of the row's own name in a table of inline rows is not named"}


@pytest.fixture
def owner(visit):
    make_owner()
    # axe gives elements a style of their own, which the policy of these pages refuses.
    owner = visit(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    owner.goes_to("/accounts/login/")
    return owner


@pytest.fixture
def problems(owner):
    """What is wrong with each of these places, but for what is Django's own: a way to each, by its name."""

    def problems(places):
        owner.signs_in("owner", then="/admin/")
        found = []
        for name, go in places.items():
            go(owner.page)
            found += [(name, *problem) for problem in problems_of(owner.page)]
        return found

    return problems


def visited(*paths):
    return {path: lambda page, path=path: page.goto(path) for path in paths}


def search_for(words):
    def search(page):
        page.goto(LIST)
        form = page.locator(".triage-search")
        form.locator("[name=words]").fill(words)
        with page.expect_navigation():
            form.locator("[type=submit]").click()

    return search


def test_the_sign_in(owner):
    assert list(problems_of(owner.page)) == []


def test_requests_to_work_on(problems):
    waiting = make_request(name="Robin Doe", message="I would like to know more.")

    assert problems(visited("/admin/", LIST, f"{LIST}{waiting.pk}/change/", f"{LIST}{waiting.pk}/print/")) == []


def test_referrals_and_mistakes(problems):
    referral, mistake = make_referral(credentials="MD", fax="212-555-0171"), make_mistake()
    pages = [f"{LIST}{one.pk}/{page}/" for one in (referral, mistake) for page in ("change", "print")]

    assert problems(visited("/admin/", LIST, *pages)) == []


def test_what_is_found_and_counted(problems):
    make_request(name="Robin Doe", message="I would like to know more.")
    searches = {"found": search_for("Robin Doe"), "nothing found": search_for("Nobody")}

    assert problems(searches | visited(f"{LIST}figures/", f"{LIST}export/", f"{LIST}guide/")) == []


def test_the_clinic_and_its_accounts(problems):
    make_staff("colleague", "Triage", email="colleague@clinic.example")
    colleague = User.objects.get(username="colleague")
    accounts = [f"/admin/auth/user/{path}" for path in ("", f"{colleague.pk}/change/")]

    found = problems(visited("/admin/contact/clinicdetails/", "/admin/contact/location/add/", *accounts))

    assert {kind for _, kind, _ in found} == DJANGO_ADMINS_OWN.keys(), found


def test_what_was_done_and_where(problems):
    assert problems(visited("/admin/contact/requestevent/week/", "/accounts/sessions/")) == []
