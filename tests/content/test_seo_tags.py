"""What search engines are told about a page: true, seen by readers too, and nothing that could break out."""

import json
import re
from datetime import time, timedelta
from pathlib import Path

import pytest

from content.models import PricesAndInsurance, TeamMemberPage, TreatmentsOffered
from content.structured_data import languages_in
from tests.builders.dates import clinics_today
from tests.builders.pages import (
    add,
    make_condition_page,
    make_home_page,
    make_information_page,
    make_section_page,
    make_treatment_page,
)
from tests.builders.requests import make_clinic_details, make_location

STATIC = Path(__file__).resolve().parents[2] / "static"
SITE = "http://localhost:8000"
STATUS = "Ketamine is off-label for this: the FDA has not approved it."

pytestmark = pytest.mark.django_db


def head_of(client, address):
    return client.get(address).content.decode().split("</head>")[0]


def data_of(client, address):
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head_of(client, address), re.S)
    return json.loads(block)


def data_on(client, address):
    """Each part of the data by its type."""
    return {str(part["@type"]): part for part in data_of(client, address)["@graph"]}


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
    assert [hours["dayOfWeek"] for hours in clinic["openingHoursSpecification"]] == [["Monday"]]
    assert set(clinic) == {"@type", "@id", "name", "url", "telephone", "address", "openingHoursSpecification"}


def make_open_clinic(**fields):
    """A clinic that can be found."""
    return make_clinic_details(street="12 Long Street", city="New York", **fields)


def clinic_on(client, address="/"):
    return data_on(client, address)["MedicalClinic"]


def test_days_with_the_same_hours_are_told_together_and_hours_past_midnight_as_they_are(client):
    make_home_page()
    location = make_open_clinic(open_on=[0, 1]).main_location
    location.opening_hours.create(weekday=4, opens=time(22), closes=time(2))

    assert clinic_on(client)["openingHoursSpecification"] == [
        {"@type": "OpeningHoursSpecification", "opens": "09:00", "closes": "17:00", "dayOfWeek": ["Monday", "Tuesday"]},
        {"@type": "OpeningHoursSpecification", "opens": "22:00", "closes": "02:00", "dayOfWeek": ["Friday"]},
    ]


def test_days_on_which_a_clinic_is_closed_are_told(client):
    make_home_page()
    clinic = make_open_clinic()
    day = clinics_today() + timedelta(days=3)
    clinic.holidays.create(date=day, name="Snow")

    (closed,) = clinic_on(client)["openingHoursSpecification"]

    assert (closed["validFrom"], closed["validThrough"]) == (day.isoformat(), day.isoformat())
    assert (closed["opens"], closed["closes"]) == ("00:00", "00:00")


def test_a_clinic_is_told_with_what_its_records_hold(client):
    make_home_page()
    make_open_clinic(
        languages="English, Spanish and Portuguese",
        email="desk@example.com",
        fax="(212) 555-0143",
        map_link="https://maps.example.com/1",
    )
    section = make_section_page("treatments")
    offered = [
        make_treatment_page("iv-infusion", section, title="IV infusion"),
        make_treatment_page("lozenge", section, live=False),
    ]
    TreatmentsOffered(offered=offered).save()
    PricesAndInsurance(ways_to_pay="Cards and HSA cards").save()

    clinic = clinic_on(client)

    assert clinic["knowsLanguage"] == ["English", "Spanish", "Portuguese"]
    assert (clinic["email"], clinic["faxNumber"]) == ("desk@example.com", "(212) 555-0143")
    assert clinic["hasMap"] == "https://maps.example.com/1"
    assert (clinic["currenciesAccepted"], clinic["paymentAccepted"]) == ("USD", "Cards and HSA cards")
    assert clinic["availableService"] == [
        {"@type": "MedicalProcedure", "name": "IV infusion", "url": f"{SITE}/treatments/iv-infusion/"}
    ]


def test_telling_a_clinic_takes_as_many_queries_however_many_people_places_and_treatments_it_has(queries):
    make_home_page()
    make_open_clinic()
    people, treatments = make_section_page("team"), make_section_page("treatments")
    taken = []
    for number in range(3):
        add(people, TeamMemberPage, f"person-{number}", {"title": f"Person {number}", "job_title": "Nurse"})
        record = TreatmentsOffered.for_editor()
        record.live = True
        record.offered.add(make_treatment_page(f"treatment-{number}", treatments))
        record.save()
        taken.append(queries("/"))
    for number in range(3):
        make_location(range(5), name=f"Place {number}", street="12 Long Street", city="New York")
        taken.append(queries("/"))

    assert len(set(taken[:3])) == len(set(taken[3:])) == 1


def test_a_draft_of_a_record_is_not_told(client):
    make_home_page()
    make_open_clinic()
    PricesAndInsurance(live=False, ways_to_pay="Cards").save()

    assert "paymentAccepted" not in clinic_on(client)


@pytest.mark.parametrize("words", ["English", "English; ask us for others", "English and ASL (on Mondays)"])
def test_languages_that_are_no_list_are_told_as_they_are_typed(words):
    assert languages_in(words) in (words, [words])


def test_every_place_of_a_clinic_is_told_and_belongs_to_it(client):
    make_home_page()
    make_clinic_details(name="Harbor Clinic")
    for name in ("Downtown", "Uptown"):
        make_location(name=name, street="12 Long Street", city="New York")
    make_location(name="By phone", phone="(212) 555-0142")

    whole, *places = data_of(client, "/")["@graph"][1:]

    assert (whole["@type"], whole["@id"]) == ("MedicalOrganization", f"{SITE}/#clinic")
    assert [place["name"] for place in places] == ["Harbor Clinic, Downtown", "Harbor Clinic, Uptown"]
    assert [place["parentOrganization"] for place in places] == [{"@id": f"{SITE}/#clinic"}] * 2
    assert len({place["@id"] for place in places}) == 2


def test_a_page_that_shows_where_the_clinic_is_tells_it_too(client):
    make_open_clinic()
    make_information_page("visit", body=[("clinic_record", {"record": "locations", "facts": []})])
    make_information_page("safety")

    assert clinic_on(client, "/visit/")["@id"] == f"{SITE}/#clinic"
    assert "MedicalClinic" not in data_on(client, "/safety/")


def make_person(slug="robin", **fields):
    details = {"title": "Robin Sample", "job_title": "Nurse", "summary": "Sits with you."} | fields
    return add(make_section_page("team"), TeamMemberPage, slug, details)


ROBIN = {"@type": "Person", "@id": f"{SITE}/team/robin/#person", "url": f"{SITE}/team/robin/", "name": "Robin Sample"}


def test_a_clinic_is_told_with_the_people_who_work_there(client):
    make_home_page()
    make_open_clinic()
    make_person(credentials="RN", languages="English and Spanish")

    assert clinic_on(client)["employee"] == [
        ROBIN | {"honorificSuffix": "RN", "jobTitle": "Nurse", "knowsLanguage": ["English", "Spanish"]}
    ]


def test_the_page_of_a_person_is_about_that_person(client):
    make_clinic_details(name="Harbor Clinic")
    make_person()

    page = data_on(client, "/team/robin/")["ProfilePage"]

    clinic = {"@type": "MedicalOrganization", "@id": f"{SITE}/#clinic", "name": "Harbor Clinic"}
    assert page["mainEntity"] == ROBIN | {"jobTitle": "Nurse", "description": "Sits with you.", "worksFor": clinic}


def test_a_reviewer_who_has_a_page_is_the_person_of_that_page(client):
    make_person()
    make_information_page("safety", reviewed_by="Robin Sample", reviewer_role="nurse", last_reviewed="2026-11-23")

    assert data_on(client, "/safety/")["WebPage"]["reviewedBy"] == ROBIN | {"jobTitle": "nurse"}


def test_nothing_in_the_data_can_end_it(client):
    make_information_page("safety", title="</script><script>alert(1)</script>", search_description="a & b <!--")

    assert data_on(client, "/safety/")["WebPage"]["name"] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in head_of(client, "/safety/")
