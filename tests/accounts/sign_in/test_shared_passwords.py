"""No page is kept by a password that several people share: it could be guessed without limit."""

import importlib

import pytest
from django.apps import apps
from django.db import connection
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests.builders.pages import make_condition_page, make_section_page
from tests.builders.staff import make_owner, sign_in

pytestmark = pytest.mark.django_db

STAFF_ONLY = "For people who work here."
update = importlib.import_module("accounts.migrations.0003_sign_in_instead_of_shared_passwords")


@pytest.fixture
def page():
    return make_condition_page("aftercare", make_section_page(), summary=STAFF_ONLY)


@pytest.fixture
def kept_by_password(page):
    return PageViewRestriction.objects.create(page=page, restriction_type="password", password="let me in")


def privacy_of(page):
    return f"/cms/pages/{page.pk}/privacy/"


def test_an_editor_is_not_offered_one(client, page):
    sign_in(client, make_owner(), second_factor=True)

    dialog = client.get(privacy_of(page)).json()["html"]
    client.post(privacy_of(page), {"restriction_type": "password", "password": "let me in"})

    assert 'value="login"' in dialog
    assert 'value="password"' not in dialog
    assert not PageViewRestriction.objects.exists()


def test_documents_are_not_offered_one_either(client):
    sign_in(client, make_owner(), second_factor=True)
    privacy = f"/cms/collections/{Collection.objects.get().pk}/privacy/"

    client.post(privacy, {"restriction_type": "password", "password": "let me in"})

    assert not CollectionViewRestriction.objects.exists()


@pytest.mark.parametrize("typed", ["let me in", "wrong"])
def test_one_from_before_can_be_neither_used_nor_guessed(client, page, kept_by_password, typed):
    address = f"/_util/authenticate_with_password/{kept_by_password.pk}/{page.pk}/"

    answer = client.post(address, {"password": typed, "return_url": page.url})

    assert answer["Location"].startswith("/accounts/login/")
    assert STAFF_ONLY not in client.get(page.url).content.decode()


def test_after_the_update_such_a_page_is_for_whoever_signs_in_and_not_public(client, page, kept_by_password):
    CollectionViewRestriction.objects.create(
        collection=Collection.objects.get(), restriction_type="password", password="let me in"
    )

    update.ask_for_sign_in(apps, connection.schema_editor())

    for model in (PageViewRestriction, CollectionViewRestriction):
        assert list(model.objects.values_list("restriction_type", "password")) == [("login", "")]
    assert client.get(page.url)["Location"] == f"/_util/login/?next={page.url}"
    sign_in(client, make_owner(), second_factor=True)
    assert STAFF_ONLY in client.get(page.url).content.decode()
