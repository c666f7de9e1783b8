"""The least that WSGI can do: one page's bytes and headers, the same for every request."""

import json
import os
from pathlib import Path

page = json.loads(Path(os.environ["BARE_HEADERS"]).read_text())
BODY = Path(os.environ["BARE_BODY"]).read_bytes()
HEADERS = [tuple(header) for header in page]


def application(environ, start_response):
    start_response("200 OK", HEADERS[:])
    return [BODY]
