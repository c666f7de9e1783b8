"""Somebody signs in at one host and works on the other; wrong tries count wherever they are made."""

import re
import subprocess
from collections import Counter
from urllib.parse import urlencode

from fault_trials.site import PYTHON, ROOT
from fault_trials.verdict import Verdict

SIGN_IN = "/accounts/login/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
MOST_WRONG_TRIES = 5


class Browser:
    """Keeps cookies, whatever door it goes through."""

    def __init__(self, address):
        self.address = address
        self.cookies = {}

    def get(self, door, path):
        return self._ask(door, "GET", path)

    def send(self, door, path, **fields):
        _, form = self.get(door, path)
        return self._ask(door, "POST", path, urlencode(fields | {"csrfmiddlewaretoken": TOKEN.search(form)[1]}))

    def _ask(self, door, method, path, body=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        response, page = door.ask(method, path, headers, body, self.address)
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return response, page

    def statuses(self, doors, path="/admin/"):
        return [self.get(door, path)[0].status for door in doors]


def open_the_envelope(site):
    """The one account that is made with all it takes to sign in; earlier sessions of it end."""
    command = [PYTHON, "manage.py", "emergency_account"]
    said = subprocess.run(command, cwd=ROOT, env=site.hosts[0].environment, check=True, capture_output=True, text=True)
    found = {name: re.search(rf"{name} +(.+)", said.stdout)[1] for name in ("user name", "password", "recovery codes")}
    return found["user name"], found["password"], found["recovery codes"].split()


def sign_in(site, door, address="127.0.0.77"):
    name, password, codes = open_the_envelope(site)
    browser = Browser(address)
    browser.send(door, SIGN_IN, login=name, password=password)
    browser.send(door, "/accounts/2fa/authenticate/", code=codes[0])
    return browser


def a_session_is_good_everywhere(site):
    browser = sign_in(site, site.doors[0])
    inside = browser.statuses(site.doors)
    open_the_envelope(site)
    outside = browser.statuses(site.doors)
    wrong = [] if inside == [200] * 3 else [f"signed in on the first host: {inside}"]
    wrong += [] if outside == [302] * 3 else [f"session ended on the first host: {outside}"]
    yield Verdict("a session is opened, then ended", Counter(inside + outside), wrong=wrong)


def wrong_tries_count_everywhere(site):
    name, password, _ = open_the_envelope(site)
    tries = []
    for number in range(MOST_WRONG_TRIES):
        response, _ = Browser("127.0.0.88").send(site.doors[number % 2], SIGN_IN, login=name, password="wrong")
        tries.append(response.status)
    after = [Browser("127.0.0.88").send(door, SIGN_IN, login=name, password=password)[0].status for door in site.doors]
    elsewhere = Browser("127.0.0.89").send(site.doors[0], SIGN_IN, login=name, password=password)[0].status
    wrong = [] if after == [429] * 3 else [f"right password after {MOST_WRONG_TRIES} wrong ones: {after}"]
    wrong += [] if elsewhere == 302 else [f"from another address: {elsewhere}"]
    yield Verdict("wrong passwords at both hosts in turn", Counter([*tries, *after, elsewhere]), wrong=wrong)
