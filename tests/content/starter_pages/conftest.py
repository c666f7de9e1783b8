"""The starter pages, loaded once for all tests of this folder, which only read them.

Each test runs inside the transaction that holds them, so what it adds goes with it.
"""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from content.models import PAGE_TYPES


@pytest.fixture(scope="package")
def starter_pages(django_db_setup, django_db_blocker):
    """Every live page, in the order of the tree."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_starter_pages", verbosity=0)
        yield sorted((page for model in PAGE_TYPES for page in model.objects.live()), key=lambda page: page.path)
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def html(starter_pages, django_db_blocker):
    """address -> the page as visitors get it."""
    answers = {page.url: Client().get(page.url) for page in starter_pages}
    assert {address for address, answer in answers.items() if answer.status_code != 200} == set()
    return {address: answer.content.decode() for address, answer in answers.items()}


@pytest.fixture(autouse=True)
def _on_top_of_the_starter_pages(starter_pages, db):
    pass
