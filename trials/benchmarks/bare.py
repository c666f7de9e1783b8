"""The least that WSGI can do: one page's bytes and headers, the same for every request."""

import json
import os
from pathlib import Path

FOLDER = Path(os.environ["BARE"])
HEADERS = [tuple(header) for header in json.loads((FOLDER / "headers.json").read_text())]
BODY = (FOLDER / "body").read_bytes()


def application(environ, start_response):
    start_response("200 OK", HEADERS[:])
    return [BODY]
