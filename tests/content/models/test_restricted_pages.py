"""What is kept from the public stays so, however few questions are asked on the way to a page."""

import pytest
from wagtail.models import PageViewRestriction

from content.publishing.publish_guard import before_any_review
from tests.builders.pages import make_condition_page, make_home_page, make_section_page

pytestmark = pytest.mark.django_db

PATIENTS_ONLY = "For patients only."


def restrict(page):
    """At once, since an installed site may have closed pages that it would not close any more."""
    restriction = PageViewRestriction(page=page, restriction_type=PageViewRestriction.PASSWORD, password="let me in")
    PageViewRestriction.objects.bulk_create([restriction])


def make_private_page(section):
    return make_condition_page("aftercare", section, summary=PATIENTS_ONLY)


@pytest.mark.parametrize("level", ["page", "section", "home"])
def test_a_page_is_closed_by_itself_and_by_what_it_stands_on(client, level):
    section = make_section_page()
    page = make_private_page(section)
    assert PATIENTS_ONLY in client.get(page.url).content.decode()

    restrict({"page": page, "section": section, "home": make_home_page()}[level])

    assert PATIENTS_ONLY not in client.get(page.url).content.decode()


def test_home_can_be_closed(client):
    home = make_home_page(summary=PATIENTS_ONLY)

    restrict(home)

    assert PATIENTS_ONLY not in client.get("/").content.decode()


@pytest.mark.parametrize("level", ["page", "section"])
def test_a_second_address_of_a_page_is_as_closed_as_the_first(client, level):
    section, other_section = make_section_page(), make_section_page("other")
    page = make_private_page(section)
    with before_any_review():
        alias = page.create_alias(parent=other_section, update_slug="again")
    assert PATIENTS_ONLY in client.get(alias.url).content.decode()

    restrict({"page": page, "section": other_section}[level])

    assert PATIENTS_ONLY not in client.get(alias.url).content.decode()


def test_the_word_opens_the_page(client):
    page = make_private_page(make_section_page())
    restrict(page)
    session = client.session
    session["passed_page_view_restrictions"] = [PageViewRestriction.objects.get().pk]
    session.save()
    client.cookies["sid"] = session.session_key

    assert PATIENTS_ONLY in client.get(page.url).content.decode()
