"""The staff home, the triage pages and the sign-in keep the same promises as the public pages."""

import pytest

from tests.builders.requests import make_request
from tests.builders.staff import make_owner, make_staff
from tests.journeys.every_page.problems import problems_of

LIST = "/admin/contact/consultationrequest/"

# What Django's admin writes by itself and gives no hook for: rule of axe -> why it stays.
DJANGO_ADMINS_OWN = {"empty-table-header": "the column of the row's own name in a table of inline rows is not named"}


@pytest.fixture
def places(site):
    waiting = make_request(name="Robin Doe", message="I would like to know more.")
    colleague = make_staff("colleague", "Triage", email="colleague@clinic.example")
    request_page = f"{LIST}{waiting.pk}/change/"
    return {
        "the staff home": lambda page: page.goto("/admin/"),
        "the list of requests": lambda page: page.goto(LIST),
        "a request": lambda page: page.goto(request_page),
        "the guide": lambda page: page.goto(f"{LIST}guide/"),
        "the export": lambda page: page.goto(f"{LIST}export/"),
        "a call sheet": lambda page: page.goto(f"{LIST}{waiting.pk}/print/"),
        "the search for a request": lambda page: search_for(page, "Robin Doe"),
        "a search that finds nothing": lambda page: search_for(page, "Nobody"),
        "the requests in figures": lambda page: page.goto(f"{LIST}figures/"),
        "who looked at what": lambda page: page.goto("/admin/contact/requestevent/week/"),
        "the clinic details": lambda page: page.goto("/admin/contact/clinicdetails/"),
        "who may sign in": lambda page: page.goto("/admin/auth/user/"),
        "a colleague's account": lambda page: page.goto(f"/admin/auth/user/{colleague.pk}/change/"),
        "where one is signed in": lambda page: page.goto("/accounts/sessions/"),
    }


def search_for(page, words):
    page.goto(LIST)
    form = page.locator(".triage-search")
    form.locator("[name=words]").fill(words)
    with page.expect_navigation():
        form.locator("[type=submit]").click()


@pytest.fixture
def owner(visit):
    make_owner()
    # axe gives elements a style of their own, which the policy of these pages refuses.
    owner = visit(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    owner.goes_to("/accounts/login/")
    return owner


def test_staff_pages_are_kept_as_well_as_public_ones(owner, places):
    found = [("the sign-in", *problem) for problem in problems_of(owner.page)]
    owner.signs_in("owner", then="/admin/")
    for name, go in places.items():
        go(owner.page)
        found += [(name, *problem) for problem in problems_of(owner.page)]

    new = [f"{name}: {kind} {words}" for name, kind, words in found if kind not in DJANGO_ADMINS_OWN]
    assert not new, "\n".join(new)
    mended = DJANGO_ADMINS_OWN.keys() - {kind for _, kind, _ in found}
    assert mended == set(), "Take these out of the list: they are mended."
