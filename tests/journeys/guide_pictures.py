"""Takes the pictures of the triage guide from the real screens. Run by trials/guide_pictures, not with the tests."""

import io
from pathlib import Path

import pytest
from PIL import Image

from contact.models import ConsultationRequest
from tests.builders.requests import make_request
from tests.builders.staff import make_staff

FOLDER = Path(__file__).resolve().parents[2] / "static/guides/triage"
LIST = "/admin/contact/consultationrequest/"
MOST_BYTES = 400_000
# Nobody's name and nobody's number: 555-01xx is kept for examples.
MADE_UP = [f"Example Person {letter}" for letter in "ABCDE"]


@pytest.fixture
def made_up_requests(site):
    requests = [
        make_request(name=name, phone=f"(212) 555-01{number}0", message="I would like to know what a visit costs.")
        for number, name in enumerate(MADE_UP, start=1)
    ]
    ConsultationRequest.objects.filter(pk=requests[1].pk).update(priority="high", voicemail_ok=True)
    return requests


def test_take_the_pictures(visit, made_up_requests):
    make_staff("nadia", "Triage")
    nadia = visit(viewport={"width": 1100, "height": 820}, color_scheme="light")
    nadia.signs_in("nadia", then="/admin/")
    FOLDER.mkdir(parents=True, exist_ok=True)

    first = f"{LIST}{made_up_requests[0].pk}"
    take(nadia, LIST, "list", 1100, 860)
    take(nadia, f"{first}/change/", "request", 1100, 820)
    take(nadia, f"{first}/print/", "sheet", 800, 680)

    assert sum(picture.stat().st_size for picture in FOLDER.iterdir()) < MOST_BYTES


def take(visitor, address, name, width, height):
    visitor.page.set_viewport_size({"width": width, "height": height})
    visitor.goes_to(address)
    with Image.open(io.BytesIO(visitor.page.screenshot())) as picture:
        picture.save(FOLDER / f"{name}.webp", quality=80, method=6)
