"""Starts Debian's Firefox and Debian's WebKitGTK for Selenium, each with a window that can be as narrow as a phone."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from selenium import webdriver
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.common.proxy import Proxy, ProxyType
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options as WebKitOptions
from selenium.webdriver.webkitgtk.service import Service as WebKitService

from tests.journeys.engines.marionette import MarionetteConnection

SECONDS_TO_START = 60

FIREFOX_SETTINGS = """
user_pref("marionette.port", 0);
user_pref("toolkit.legacyUserProfileCustomizations.stylesheets", true);
user_pref("ui.useOverlayScrollbars", 1);
"""
# Otherwise no window is narrower than 500 px.
FIREFOX_WINDOW = ":root { min-width: 0 !important; }"


@contextmanager
def firefox():
    with TemporaryDirectory() as folder:
        profile = Path(folder)
        (profile / "user.js").write_text(FIREFOX_SETTINGS)
        (profile / "chrome").mkdir()
        (profile / "chrome/userChrome.css").write_text(FIREFOX_WINDOW)
        # --kiosk: without bars, so that the page has all of the window.
        command = ["firefox-esr", "--headless", "--kiosk", "--marionette", "--profile", folder]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                connection = MarionetteConnection(port_of(process, profile))
                with webdriver.Remote(connection, options=ArgOptions()) as driver:
                    yield driver
                process.wait(SECONDS_TO_START)
            finally:
                process.kill()


def port_of(process, profile):
    """Firefox chooses a port that is free and writes it into its profile once it listens."""

    def port(file):
        assert process.poll() is None, "Firefox ended before it listened."
        return int(file.read_text() or 0)

    wait = WebDriverWait(profile / "MarionetteActivePort", SECONDS_TO_START, 0.05, [FileNotFoundError])
    return wait.until(port, "Firefox does not listen.")


@contextmanager
def webkit():
    options = WebKitOptions()
    # Full screen means without bars, so that the page has all of the window; no window manager makes it larger.
    for argument in ["--automation", "--full-screen"]:
        options.add_argument(argument)
    with screen() as display, webkit_driver(display) as address:
        config = ClientConfig(address, proxy=Proxy({"proxyType": ProxyType.DIRECT}))
        with webdriver.Remote(RemoteConnection(client_config=config), options=options) as driver:
            yield driver


@contextmanager
def webkit_driver(display):
    """The address of Debian's driver, whose browser shows its windows on that display."""
    # Without a screen reader to look for, and straight to this machine.
    environment = os.environ | {"DISPLAY": display, "NO_AT_BRIDGE": "1", "no_proxy": "localhost,127.0.0.1"}
    service = WebKitService("/usr/bin/WebKitWebDriver", env=environment, log_output=subprocess.DEVNULL)
    service.start()
    try:
        yield service.service_url
    finally:
        service.stop()


@contextmanager
def screen():
    """The name of an X display that nobody sees: WebKitGTK has no headless mode."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            number = process.stdout.readline().strip()
            assert number, "Xvfb ended before it had a display."
            yield f":{number}"
        finally:
            process.terminate()


ENGINES = {"Firefox": firefox, "WebKit": webkit}
