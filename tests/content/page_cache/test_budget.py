"""What the words of each starter page weigh on the way, in the bytes that are really served."""

import pytest
from django.core.management import call_command

from content.models import PAGE_TYPES

pytestmark = pytest.mark.django_db

MOST_BYTES = {"br": 14 * 1024, "gzip": 16 * 1024}


def test_every_starter_page_is_light_as_it_is_served(worker):
    call_command("load_starter_pages", verbosity=0)
    addresses = [page.get_url() for model in PAGE_TYPES for page in model.objects.live()]

    assert len(addresses) >= 20
    for encoding, most in MOST_BYTES.items():
        answers = {address: worker.get(address, accept_encoding=encoding) for address in addresses}
        assert {answer.headers["Content-Encoding"] for answer in answers.values()} == {encoding}
        sizes = {address: len(answer.body) for address, answer in answers.items()}
        assert {address: size for address, size in sizes.items() if size > most} == {}


def test_no_page_that_is_kept_reads_or_sets_a_cookie(worker):
    """So cookies need not be looked at, but for the session of staff."""
    call_command("load_starter_pages", verbosity=0)
    addresses = [page.get_url() for model in PAGE_TYPES for page in model.objects.live()]
    cookies = "csrf=vF3hJ5kL7mN9pQ2rS4tU6wX8yZ1aB3cD; messages=x; device=x; request_reference=x; theme=dark"

    for address in addresses:
        # A parameter that is nobody's sends both to Django.
        plain, with_cookies = (worker.get(address, query="page=1", **headers) for headers in ({}, {"cookie": cookies}))
        assert (with_cookies.status, with_cookies.headers, with_cookies.body) == (
            plain.status,
            plain.headers,
            plain.body,
        )
        assert "Set-Cookie" not in with_cookies.headers
    assert worker.entries == 2 * len(addresses)
