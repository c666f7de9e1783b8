"""The site in the engines of other browsers. Each starts once for all tests."""

import pytest

from tests.builders.requests import make_clinic_details
from tests.journeys.as_deployed import site_as_deployed
from tests.journeys.engines.browsers import ENGINES
from tests.journeys.engines.visitor import Visitor


@pytest.fixture(scope="session", params=ENGINES)
def engine(request):
    """Selenium's driver of one browser."""
    with ENGINES[request.param]() as driver:
        yield driver


@pytest.fixture(scope="package")
def address(collected_static):
    with site_as_deployed(collected_static) as address:
        yield address


@pytest.fixture
def site(starter_pages, address):
    """The address of a site with its starter pages and what a clinic says of itself."""
    make_clinic_details(
        open_on=range(5),
        phone="(212) 555-0142",
        email="appointments@ketamine-therapy-clinic.example",
        reply_within_working_days=2,
    )
    return address


@pytest.fixture
def visit(engine, site):
    """Opens the browser for one person, and forgets them afterwards."""

    def open_browser(width, height):
        return Visitor(engine, site, width, height)

    yield open_browser
    engine.delete_all_cookies()
    engine.get("about:blank")
