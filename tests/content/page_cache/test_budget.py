"""What the words of each starter page weigh on the way, in the bytes that are really served."""

import pytest
from django.core.management import call_command

from content.models import PAGE_TYPES

pytestmark = pytest.mark.django_db

MOST_BYTES = {"br": 9 * 1024, "gzip": 11 * 1024}


def test_every_starter_page_is_light_as_it_is_served(worker):
    call_command("load_starter_pages", verbosity=0)
    addresses = [page.get_url() for model in PAGE_TYPES for page in model.objects.live()]

    assert len(addresses) >= 20
    for encoding, most in MOST_BYTES.items():
        answers = {address: worker.get(address, accept_encoding=encoding) for address in addresses}
        assert {answer.headers["Content-Encoding"] for answer in answers.values()} == {encoding}
        sizes = {address: len(answer.body) for address, answer in answers.items()}
        assert {address: size for address, size in sizes.items() if size > most} == {}
