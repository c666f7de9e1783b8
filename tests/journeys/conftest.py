"""A real Chromium that walks through the site as the people who use it do."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection, connections
from playwright.sync_api import expect, sync_playwright

from tests.builders.staff import PASSWORD

# Playwright's own event loop runs in this thread; the tests touch the database between its steps, never within.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FOLDER = Path(__file__).parent
# Each window loads two hidden pages of the address bar, in processes of their own: 1.1 s of CPU, of 1.7 in all.
ADDRESS_BAR = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"]
# Chromium takes only the last list of features, so what Playwright switches off stands here again.
AS_PLAYWRIGHT = """
AvoidUnnecessaryBeforeUnloadCheckSync DestroyProfileOnBrowserClose HttpsUpgrades HttpsFirstBalancedModeAutoEnable
LensOverlay MediaRouter PaintHolding ThirdPartyStoragePartitioning AvoidCorsURLLoaderRestartOnRedirect
TcpPortRandomizationWin OptimizationHints NetworkTimeServiceQuerying AimEnabled PreconnectToSearch
""".split()
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(AS_PLAYWRIGHT + ADDRESS_BAR)}",
]


# xdist hands out files in the order of their tests: what takes longest begins first, and both processes end together.
FIRST = ["test_serving.py", "test_every_page.py", "test_readings.py"]


def pytest_collection_modifyitems(items):
    """After all other tests, which would miss their database in the event loop that a browser leaves behind."""
    items.sort(key=lambda item: (is_a_journey(item), is_a_journey(item) and place_of(item.path.name)))


def is_a_journey(item):
    return FOLDER in item.path.parents


def place_of(name):
    return FIRST.index(name) if name in FIRST else len(FIRST)


@pytest.fixture(scope="session")
def browser(django_db_setup, django_db_blocker):
    """The browser that script/test found; as root Chromium only runs without its sandbox."""
    arguments = QUIET + (["--no-sandbox"] if os.geteuid() == 0 else [])
    what_migrations_made = connection._test_serialized_contents
    with sync_playwright() as playwright:
        # Playwright puts this thread inside an event loop, where Django opens a connection of its own.
        connection._test_serialized_contents = what_migrations_made
        chromium = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=arguments)
        yield chromium
        chromium.close()
        with django_db_blocker.unblock():
            connections.close_all()


@pytest.fixture(autouse=True)
def _rows_of_migrations_come_back(django_db_serialized_rollback):
    """A running site commits what it does."""


@pytest.fixture
def site(transactional_db, live_server):
    """The address of a running site, without pages: few journeys of staff need them."""
    return live_server.url


@pytest.fixture(scope="session")
def kept_database():
    """What `load_pages` copies from, once it has loaded them."""
    with closing(sqlite3.connect(":memory:")) as kept:
        yield kept


@pytest.fixture(scope="session")
def load_pages(kept_database):
    """Loads the starter pages into a database that holds nothing else: 3.4 s of CPU, and 0.1 s from then on."""

    def load():
        is_kept = kept_database.execute("PRAGMA page_count").fetchone() != (0,)
        if is_kept:
            return kept_database.backup(connection.connection)
        call_command("load_starter_pages", verbosity=0)
        if connection.vendor == "sqlite":
            connection.connection.backup(kept_database)

    return load


@pytest.fixture
def starter_pages(transactional_db, load_pages):
    load_pages()


@pytest.fixture
def visit(browser, site):
    """Opens a fresh browser for one person; afterwards nothing must have gone to another host."""
    visitors = []

    def open_browser(**options):
        context = browser.new_context(base_url=site, **options)
        context.set_default_timeout(20_000)
        visitor = Visitor(context.new_page(), site)
        visitors.append(visitor)
        return visitor

    yield open_browser
    for visitor in visitors:
        visitor.page.context.close()
    assert {host for visitor in visitors for host in visitor.hosts} <= {urlsplit(site).netloc}
    assert [error for visitor in visitors for error in visitor.complaints] == []


class Visitor:
    """One person with one browser. Keeps every host asked and everything the browser complained about."""

    def __init__(self, page, site):
        self.page = page
        self.site = site
        self.hosts = set()
        self.complaints = []
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("console", self._listen)

    def goes_to(self, address):
        return self.page.goto(address)

    def follows(self, words):
        self.page.get_by_role("link", name=words, exact=True).first.click()

    def presses(self, words):
        self.page.get_by_role("button", name=words, exact=True).first.click()

    def reads(self, words):
        expect(self.page.locator("body")).to_contain_text(words)

    def does_not_read(self, words):
        expect(self.page.locator("body")).not_to_contain_text(words)

    def signs_in(self, username, then):
        self.goes_to(then)
        self.page.get_by_label("User name or email").fill(username)
        self.page.locator("input[type=password]").fill(PASSWORD)
        self.presses("Sign in")
        self.page.wait_for_url(f"{self.site}{then}")

    def _listen(self, message):
        refused = "Content Security Policy" in message.text or "Content-Security-Policy" in message.text
        if refused or (message.type == "error" and "status of 4" not in message.text):
            self.complaints.append(message.text)
