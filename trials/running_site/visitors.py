"""Visitors who open the form and send it, one or many at once, and remember what was acknowledged and what was not."""

import http.client
import re
import secrets
import ssl
import time
import uuid
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import cycle
from types import SimpleNamespace
from urllib.parse import urlencode

from running_site.programs import NAME

FORM = "/consultation/"
SECONDS = 50
NO_ANSWER = "no answer"
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|opened)" value="([^"]+)"')
UNCHECKED = ssl._create_unverified_context()


def new_address():
    """More than ten requests an hour from one are suspected."""
    return "127.{}.{}.{}".format(*(1 + secrets.randbelow(250) for _ in range(3)))


@dataclass(frozen=True)
class Door:
    """Where people come in: at nginx, or at gunicorn in the way in which nginx asks it."""

    port: int
    name: str = "gunicorn"
    is_nginx: bool = False

    @property
    def address(self):
        return f"https://{NAME}:{self.port}" if self.is_nginx else f"https://{NAME}"

    def ask(self, method, path, headers=None, body=None, address="127.0.0.9"):
        """The answer, and its page. A connection of its own each time, so that any worker may answer."""
        said = {"Host": self.address.removeprefix("https://"), "Origin": self.address}
        if self.is_nginx:
            how = {"timeout": SECONDS, "context": UNCHECKED, "source_address": (address, 0)}
            connection = http.client.HTTPSConnection("127.0.0.1", self.port, **how)
        else:
            said |= {"X-Forwarded-Proto": "https"} | ({"X-Forwarded-For": address} if address else {})
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        with closing(connection):
            connection.request(method, path, body, said | (headers or {}))
            answer = connection.getresponse()
            return answer, answer.read()

    def read(self, path):
        return self.ask("GET", path)[1]

    def status(self, path, **headers):
        try:
            return self.ask("GET", path, headers)[0].status
        except (OSError, http.client.HTTPException):
            return NO_ANSWER


@dataclass
class Form:
    """What is typed; the message is found nowhere else."""

    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    message: str = field(default_factory=lambda: f"words {secrets.token_hex(8)}")

    @property
    def fields(self):
        typed = {"asking_for": "me", "name": "Robin Doe", "contact_by": "phone", "phone": "(212) 555-0142"}
        return typed | {"is_adult": "on", "understands_use": "on", "submission_key": self.key, "message": self.message}


class Visitor:
    """Keeps cookies and the hidden fields of the form, whatever door is gone through."""

    def __init__(self, door):
        self.door, self.cookies, self.hidden = door, {}, {}

    def open(self, path=FORM):
        self.hidden = dict(HIDDEN.findall(self.ask("GET", path)[1]))
        return self

    def send(self, form):
        """What the site answers. An answer that never came is one, too."""
        try:
            answer, page = self.ask("POST", FORM, form.fields)
        except (OSError, http.client.HTTPException):
            return SimpleNamespace(status=NO_ANSWER, page="", reference=None)
        # The reference is acknowledged in a cookie of the redirect to the confirmation.
        found = re.search(r'request_reference="?(\w+)', " ".join(answer.headers.get_all("Set-Cookie", [])))
        reference = found[1] if found and answer.status == 302 else None
        return SimpleNamespace(status=answer.status, page=page, reference=reference)

    def ask(self, method, path, fields=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in list(self.cookies.items()))}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        body = fields and urlencode(fields | self.hidden)
        answer, page = self.door.ask(method, path, headers, body, new_address())
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            if not name.endswith("request_reference"):
                self.cookies[name] = value
        return answer, page.decode()


class Crowd:
    """Visitors at the doors of a site, in turn. They send without a pause while its `with` block lasts."""

    def __init__(self, site, visitors=1, doors=None):
        self.site, self.before = site, site.database.references()
        doors = cycle(doors or site.doors)
        self.visitors = [Visitor(next(doors)).open() for _ in range(visitors)]
        self.statuses, self.acknowledged, self.unanswered = Counter(), [], []
        self.references = defaultdict(set)

    def __enter__(self):
        self._leaving, self._pool = False, ThreadPoolExecutor(len(self.visitors))
        self._sending = self._pool.map(self._send_on, self.visitors)
        return self

    def __exit__(self, *failure):
        self._leaving = True
        self._pool.shutdown()
        list(self._sending)  # raises what a visitor met

    def send(self, form, visitor=None):
        answer = (visitor or self.visitors[0]).send(form)
        self.statuses[answer.status] += 1
        if answer.reference:
            self.acknowledged.append(answer.reference)
            self.references[form.message].add(answer.reference)
        else:
            self.unanswered.append(form)
        return answer

    def send_all(self, forms):
        return list(map(self.send, forms, cycle(self.visitors)))

    def send_again(self):
        """Every form that was not acknowledged, with the key it had: what was stored must give the same reference."""
        again, self.unanswered = self.unanswered, []
        self.send_all(again)

    def send_at_once(self, forms):
        with ThreadPoolExecutor(len(forms)) as pool:
            list(pool.map(self.send, forms, cycle(self.visitors)))

    def _send_on(self, visitor):
        while not self._leaving:
            if self.send(Form(), visitor).status == NO_ANSWER:
                time.sleep(0.05)
