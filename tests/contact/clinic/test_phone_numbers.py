import re

import pytest

from contact.clinic.phone_and_email import as_read_out
from contact.clinic.phone_numbers import find_numbers
from contact.models import ConsultationRequest
from tests.builders.requests import form_data, make_referral, make_request
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


def opened_by_staff(client, consultation_request, page="change"):
    sign_in(client, make_staff("nadia", "Triage"))
    return client.get(f"/admin/contact/consultationrequest/{consultation_request.pk}/{page}/").text


@pytest.mark.django_db
def test_each_number_has_a_button_and_the_words_stay_beside(client):
    typed = "212-555-0142 x12 after 5 or 917-555-0100"

    page = opened_by_staff(client, make_request(phone=typed))

    assert re.findall(r'href="(tel:[^"]*)"><span>Call <bdi>([^<]*)<', page) == [
        ("tel:+12125550142,12", "(212) 555-0142 ext. 12"),
        ("tel:+19175550100", "(917) 555-0100"),
    ]
    assert f'<dd class="request-facts__value"><bdi>{typed}</bdi></dd>' in page
    assert "can't be called as written" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["000-000-0000", "555-0142", "212-555-014", "1-800-FLOW"])
def test_staff_are_warned_of_a_number_that_cannot_be_called(client, typed):
    page = opened_by_staff(client, make_request(phone=typed))

    assert "tel:" not in page
    assert f"This number can't be called as written:</strong> <bdi>{typed}</bdi>" in page


@pytest.mark.django_db
def test_a_fax_number_in_doubt_is_marked_too(client):
    assert "written:</strong> <bdi>555-0171</bdi>" in opened_by_staff(client, make_referral(fax="555-0171"))


@pytest.mark.django_db
def test_the_call_sheet_shows_each_number_and_the_words(client):
    typed = "212-555-0142 after 5 or 917-555-0100"

    sheet = " ".join(opened_by_staff(client, make_request(phone=typed), "print").split())

    assert f"<strong><bdi>(212) 555-0142 or (917) 555-0100</bdi></strong>, typed as <bdi>{typed}</bdi>" in sheet


@pytest.mark.django_db
def test_only_a_search_shows_names(client):
    make_request(name="Robin Doe", phone="212-555-0142")
    sign_in(client, make_staff("nadia", "Triage"))

    listed = client.get("/admin/contact/consultationrequest/").text
    found = client.post("/admin/contact/consultationrequest/search/", {"words": "0142"}).text

    assert "Robin Doe" not in listed
    assert "<bdi>Robin Doe</bdi>" in found


@pytest.mark.parametrize("shape", ["(202) 555-{:04}", "202.555.{:04}", "202 555 {:04}", "+1 202 555 {:04}"])
def test_the_end_of_a_number_is_no_prefix_of_another_country(shape):
    ends = [*range(90, 130), *range(1, 10_000, 97)]

    assert [end for end in ends if normals(shape.format(end)) != [f"+1202555{end:04}"]] == []


def normals(typed):
    return [number.normal for number in find_numbers(typed)]
