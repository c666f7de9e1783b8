"""The guide is where editors are, and shows pictures that exist."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.builders.pages import make_whole_page
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

GUIDE = "/cms/guide/"


@pytest.mark.parametrize("group", ["Editors", "Clinical reviewers"])
def test_every_page_of_the_editor_leads_to_it(client, group):
    page = make_whole_page()
    sign_in(client, make_staff("erin", group))

    for address in [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
    ]:
        assert GUIDE in client.get(address).content.decode(), address


def test_it_shows_pictures_that_are_there_and_described(client):
    sign_in(client, make_staff("erin", "Editors"))

    guide = client.get(GUIDE).content.decode()

    pictures = re.findall(r'<img src="/static/(guides/[^"]+)"[^>]* alt="([^"]+)"', guide)
    assert pictures
    assert [name for name, _ in pictures if not finders.find(name)] == []


def test_its_contents_lead_to_its_parts(client):
    sign_in(client, make_staff("erin", "Editors"))

    guide = client.get(GUIDE).content.decode()

    contents = re.findall(r'<li><a href="#([a-z]+)"', guide)
    assert contents == re.findall(r'<h2 id="([a-z]+)"', guide)


def test_who_writes_no_pages_does_not_see_it(client):
    sign_in(client, make_staff("tom", "Triage"))

    assert client.get(GUIDE).status_code in {302, 403}
