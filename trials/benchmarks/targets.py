"""An address that answers, the servers behind it, and what it must answer."""

import gzip
import http.client
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import brotli

# What browsers send. X-Forwarded-Proto is what the proxy in front says that ends TLS.
HOST = "www.example.org"
VISITOR = {"Host": HOST, "Accept-Encoding": "gzip, deflate, br", "X-Forwarded-Proto": "https"}
OF_THE_SERVER = {"server", "date", "connection", "etag", "last-modified", "accept-ranges", "transfer-encoding"}


@dataclass
class Target:
    name: str
    pids: tuple
    address: str
    headers: dict = field(default_factory=lambda: dict(VISITOR))

    def answer(self):
        """Status, headers and body as they come over the line."""
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        try:
            connection.request("GET", parts.path, headers=self.headers)
            response = connection.getresponse()
            return response.status, response.getheaders(), response.read()
        finally:
            connection.close()

    def must_answer_as(self, other):
        """The same bytes and the same headers, but for those that every server writes for itself."""
        mine, theirs = self.answer(), other.answer()
        if mine[0] != 200 or mine[2] != theirs[2] or about_the_page(mine[1]) != about_the_page(theirs[1]):
            raise SystemExit(f"{self.name} and {other.name} do not answer the same.")

    def must_say(self, words):
        status, headers, body = self.answer()
        packed = dict(headers).get("Content-Encoding")
        text = {"gzip": gzip.decompress, "br": brotli.decompress}.get(packed, bytes)(body)
        if status != 200 or words not in text:
            raise SystemExit(f"{self.name} answers {status}, and not with the page.")


def about_the_page(headers):
    return sorted((name.lower(), value) for name, value in headers if name.lower() not in OF_THE_SERVER)
