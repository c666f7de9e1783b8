"""What search engines are told about a page: true, seen by readers too, and nothing that could break out."""

import json
import re
import struct
from html import unescape
from pathlib import Path

import pytest

from tests.builders.pages import make_condition_page, make_home_page, make_information_page
from tests.builders.requests import make_clinic_details

STATIC = Path(__file__).resolve().parents[2] / "static"
STATUS = "Ketamine is off-label for this: the FDA has not approved it."

pytestmark = pytest.mark.django_db


def head_of(client, address):
    return client.get(address).content.decode().split("</head>")[0]


def data_on(client, address):
    """Each part of the data by its type."""
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head_of(client, address), re.S)
    said = json.loads(block)
    assert said["@context"] == "https://schema.org"
    return {str(part["@type"]): part for part in said["@graph"]}


def meta(head, name):
    return unescape(re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)">', head)[1])


def test_a_page_about_medicine_says_so(client):
    make_information_page("safety", title="Safety", search_description="What can go wrong.", status_line=STATUS)

    assert data_on(client, "/safety/")["MedicalWebPage"] == {
        "@type": "MedicalWebPage",
        "@id": "http://localhost:8000/safety/",
        "url": "http://localhost:8000/safety/",
        "name": "Safety",
        "description": "What can go wrong.",
        "inLanguage": "en-US",
    }


def test_a_page_about_the_site_is_no_medical_page(client):
    make_information_page("privacy")

    assert set(data_on(client, "/privacy/")) == {"WebPage", "BreadcrumbList"}


def test_a_page_that_waits_for_its_review_does_not_claim_one(client):
    make_information_page("safety", status_line=STATUS, last_reviewed="2026-11-23", written_by="The team")

    page = data_on(client, "/safety/")["MedicalWebPage"]

    assert {"lastReviewed", "reviewedBy"} & set(page) == set()


def test_a_reviewed_page_names_who_reviewed_it_and_when(client):
    signed = {"reviewed_by": "A. Clinician", "reviewer_role": "psychiatrist", "last_reviewed": "2026-11-23"}
    make_information_page("safety", status_line=STATUS, **signed)

    page = data_on(client, "/safety/")["MedicalWebPage"]

    assert page["lastReviewed"] == "2026-11-23"
    assert page["reviewedBy"] == {"@type": "Person", "name": "A. Clinician", "jobTitle": "psychiatrist"}


def test_breadcrumbs_lead_from_home_to_the_page(client):
    make_condition_page("ptsd", title="Ketamine for PTSD", short_title="PTSD")

    assert data_on(client, "/conditions/ptsd/")["BreadcrumbList"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "http://localhost:8000/"},
        {"@type": "ListItem", "position": 2, "name": "Conditions", "item": "http://localhost:8000/conditions/"},
        {"@type": "ListItem", "position": 3, "name": "PTSD", "item": "http://localhost:8000/conditions/ptsd/"},
    ]


def test_home_has_no_breadcrumbs(client):
    make_home_page()

    assert set(data_on(client, "/")) == {"WebPage"}


def test_questions_are_told_with_their_answers(client):
    asked = ("expander", {"question": "Is it addictive?", "answer": "<p>It can be.</p><p>Ask us.</p>", "sources": []})
    make_information_page("questions", status_line=STATUS, body=[asked])

    (question,) = data_on(client, "/questions/")["['MedicalWebPage', 'FAQPage']"]["mainEntity"]

    assert question["name"] == "Is it addictive?"
    assert question["acceptedAnswer"] == {"@type": "Answer", "text": "It can be. Ask us."}


def test_a_clinic_that_is_not_filled_in_is_not_told(client):
    make_home_page()
    make_clinic_details(phone="(212) 555-0142")

    assert "MedicalClinic" not in data_on(client, "/")


def test_a_clinic_is_told_as_it_is_filled_in(client):
    make_home_page()
    make_clinic_details(phone="(212) 555-0142", street="12 Long Street", city="New York", open_on=[0])

    clinic = data_on(client, "/")["MedicalClinic"]

    assert clinic["telephone"] == "(212) 555-0142"
    assert clinic["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "12 Long Street",
        "addressLocality": "New York",
    }
    assert [hours["dayOfWeek"] for hours in clinic["openingHoursSpecification"]] == ["Monday"]
    assert {"email", "aggregateRating", "review"} & set(clinic) == set()


def test_nothing_in_the_data_can_end_it(client):
    make_information_page("safety", title="</script><script>alert(1)</script>", search_description="a & b <!--")

    assert data_on(client, "/safety/")["WebPage"]["name"] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in head_of(client, "/safety/")


def test_the_clinics_name_follows_a_title_only_where_both_fit(client):
    make_information_page("short", title="Safety")
    make_information_page("long", title="Questions to ask before you decide on a treatment")
    make_information_page("own", title="Safety, side effects and risks", seo_title="Risks")

    titles = [re.search("<title>(.*?)</title>", head_of(client, f"/{slug}/"))[1] for slug in ("short", "long", "own")]

    assert titles == [
        "Safety – Ketamine Therapy Clinic",  # noqa: RUF001
        "Questions to ask before you decide on a treatment",
        "Risks – Ketamine Therapy Clinic",  # noqa: RUF001
    ]


def test_a_shared_link_shows_the_words_of_its_page_and_a_picture_of_ours(client):
    make_information_page("safety", title="Safety", search_description="What can go wrong.")

    head = head_of(client, "/safety/")

    assert '<link rel="canonical" href="http://localhost:8000/safety/">' in head
    assert meta(head, "og:url") == "http://localhost:8000/safety/"
    assert meta(head, "og:title") == "Safety"
    assert meta(head, "og:description") == "What can go wrong."
    assert meta(head, "og:image").startswith("http://localhost:8000/static/share")


def test_the_picture_for_shared_links_is_small_and_of_the_usual_size():
    picture = (STATIC / "share.png").read_bytes()

    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    assert len(picture) < 60 * 1024
