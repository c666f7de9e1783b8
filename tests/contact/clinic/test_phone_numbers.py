import re

import pytest

from contact.clinic.phone_and_email import as_read_out
from contact.models import ConsultationRequest
from tests.builders.requests import form_data, make_request
from tests.builders.staff import make_staff, sign_in


@pytest.mark.parametrize(
    ("typed", "read_out"),
    [
        ("212.555.0142", "(212) 555-0142"),
        ("+1 212 555 0142", "(212) 555-0142"),
        ("2125550142 x7", "(212) 555-0142 ext. 7"),
        ("+44 2079460958", "+44 20 7946 0958"),
        ("555 0142 ask for Robin", "555 0142 ask for Robin"),
        ("", ""),
    ],
)
def test_a_number_is_read_out_as_people_write_it(typed, read_out):
    assert as_read_out(typed) == read_out


@pytest.mark.django_db
def test_staff_see_the_number_both_ways(client):
    robin = make_request(phone="2125550142")
    sign_in(client, make_staff("nadia", "Triage"))

    page = client.get(f"/admin/contact/consultationrequest/{robin.pk}/change/").content.decode()

    assert re.search(r'href="tel:\+12125550142"><span>Call\s+<bdi>\(212\) 555-0142</bdi></span></a>', page)
    assert '<dd class="request-facts__value"><bdi>2125550142</bdi></dd>' in page


@pytest.mark.django_db
def test_a_number_is_kept_as_typed(client):
    client.post("/consultation/", form_data(phone="212.555.0142"))

    assert ConsultationRequest.objects.get().phone == "212.555.0142"
