"""One site for all tests of this folder, served as in production. They only read, so it is made once."""

import logging

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from tests.builders.requests import make_clinic_details
from tests.journeys.as_deployed import site_as_deployed
from tests.journeys.every_page.places import PLACES
from tests.journeys.every_page.reading import read


@pytest.fixture(scope="package")
def transactional_db(browser, django_db_setup, django_db_blocker):
    """Takes the place of pytest-django's, which would empty the database after each test."""
    with django_db_blocker.unblock():
        empty_database()
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        yield
        empty_database()


@pytest.fixture(scope="package")
def django_db_serialized_rollback(transactional_db):
    """Done above, once. pytest-django's own would start anew for each test."""


def empty_database():
    # The rows that come back bring ids of their own, which PostgreSQL's sequences must not count through again.
    kept = {"reset_sequences": False, "inhibit_post_migrate": True}
    call_command("flush", verbosity=0, interactive=False, allow_cascade=False, **kept)
    cache.clear()


@pytest.fixture(scope="package")
def quiet_log():
    """What goes wrong on the way to some places is meant to."""
    logger = logging.getLogger("django")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(level)


@pytest.fixture(scope="package")
def public_site(transactional_db, load_pages, quiet_log, collected_static):
    """The address of a site that shows everything it can show, with its own style sheets joined and compressed."""
    load_pages()
    make_clinic_details(
        open_on=range(5),
        phone="(212) 555-0142",
        email="appointments@ketamine-therapy-clinic.example",
        street="12 Long Street, Floor 3",
        city="New York",
        region="NY",
        postal_code="10001",
        reply_within_working_days=2,
        emergency_notice="Closed today because of snow.",
    )
    with site_as_deployed(collected_static) as address:
        yield address


@pytest.fixture(scope="package")
def readings(browser, public_site):
    """name -> what came of going there, once for all who only look at it afterwards."""
    context = browser.new_context(base_url=public_site, viewport={"width": 360, "height": 740})
    yield {name: read(context, go) for name, go in PLACES.items()}
    context.close()


@pytest.fixture
def open_page(browser, public_site):
    """Opens one browser in a mode of its own: size, scheme, forced colours."""
    contexts = []

    def open_browser(width=1280, height=900, **mode):
        viewport = {"width": width, "height": height}
        context = browser.new_context(base_url=public_site, viewport=viewport, reduced_motion="reduce", **mode)
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context.new_page()

    yield open_browser
    for context in contexts:
        context.close()
