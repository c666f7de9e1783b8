"""One visitor with a form: opens it, sends it, sends it again."""

import http.client
import re
import secrets
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

ADDRESS = "/consultation/"
SECONDS = 50
NO_ANSWER = "no answer"
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|opened)" value="([^"]+)"')


@dataclass
class Answer:
    status: int | str
    page: str = ""
    reference: str | None = None


@dataclass
class Form:
    """What is typed; the message is found nowhere else."""

    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    message: str = field(default_factory=lambda: f"words {secrets.token_hex(8)}")
    # Whoever gives one asks for a mail that the request arrived.
    email: str = ""

    @property
    def fields(self):
        return {
            "asking_for": "me",
            "name": "Robin Doe",
            "contact_by": "phone",
            "phone": "(212) 555-0142",
            "is_adult": "on",
            "understands_use": "on",
            "submission_key": self.key,
            "message": self.message,
            **({"email": self.email, "wants_acknowledgement": "on"} if self.email else {}),
        }


class Visitor:
    def __init__(self, port, cookies=""):
        self.port = port
        self.other_cookies = cookies
        # One address for each visitor: more than ten requests an hour from one are suspected.
        self.address = "198.18.{}.{}".format(*secrets.token_bytes(2))
        self.open_form()

    def open_form(self):
        response, page = self._ask("GET", headers={})
        self.cookie = response.headers["Set-Cookie"].split(";")[0]
        self.hidden = dict(HIDDEN.findall(page))

    def send(self, form):
        """What the site answers. An answer that never came is one, too."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(filter(None, [self.cookie, self.other_cookies])),
        }
        try:
            response, page = self._ask("POST", headers, urlencode(form.fields | self.hidden))
        except (OSError, http.client.HTTPException):
            return Answer(NO_ANSWER)
        return Answer(response.status, page, reference_in(response))

    def take_token_from(self, page):
        self.hidden |= dict(HIDDEN.findall(page))

    def _ask(self, method, headers, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.request(method, ADDRESS, body, headers | {"X-Forwarded-For": self.address})
            response = connection.getresponse()
            return response, response.read().decode()
        finally:
            connection.close()


def reference_in(response):
    """The reference is acknowledged in a cookie of the redirect to the confirmation."""
    found = re.search(r'request_reference="?(\w+)', " ".join(response.headers.get_all("Set-Cookie", [])))
    return found[1] if found and response.status == 302 else None
