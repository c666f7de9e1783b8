"""Every page's structured data is what schema.org defines: types, properties, and the values that each expects."""

from datetime import date, timedelta

import pytest

from contact.models import Location
from content.models import Photographs, PricesAndInsurance, TeamMemberPage, TreatmentsOffered
from tests.builders.pages import (
    add,
    make_condition_page,
    make_home_page,
    make_image,
    make_information_page,
    make_section_page,
    make_treatment_page,
)
from tests.builders.requests import make_clinic_details, make_location
from tests.content.schema_org.graph import DEFINED, faults_of, kinds_of
from tests.content.test_seo_tags import SITE, STATUS, data_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole_site(settings, tmp_path):
    """A clinic with everything filled in, at two places."""
    settings.MEDIA_ROOT = tmp_path
    expander = ("expander", {"question": "Is it addictive?", "answer": "<p>It can be.</p>", "sources": []})
    make_home_page()
    make_information_page(
        "visit",
        body=[
            ("clinic_record", {"record": "locations", "facts": []}),
            ("clinic_record", {"record": "photo_visit", "facts": []}),
        ],
    )
    make_information_page("questions", status_line=STATUS, body=[expander])
    section = make_section_page("team")
    add(section, TeamMemberPage, "robin", {"title": "Robin Sample", "job_title": "Nurse", "credentials": "RN"})
    signed = {"reviewed_by": "Robin Sample", "reviewer_role": "nurse", "last_reviewed": "2026-11-23"}
    make_condition_page("ptsd", title="PTSD", status_line=STATUS, **signed)
    clinic = make_clinic_details(
        name="Harbor Clinic", email="desk@example.com", languages="English, Spanish and Portuguese"
    )
    place = {"street": "12 Long Street", "city": "New York", "phone": "(212) 555-0142", "fax": "(212) 555-0143"}
    make_location(range(5), name="Downtown", map_link="https://maps.example.com/1", **place)
    make_location([5], name="Uptown", **place)
    clinic.holidays.create(date=date.today() + timedelta(days=3), name="Snow")
    treatment = make_treatment_page("iv-infusion", title="IV infusion")
    TreatmentsOffered(offered=[treatment]).save()
    PricesAndInsurance(ways_to_pay="Cards").save()
    photo = make_image()
    Photographs(home=photo, home_description="A door.", visit=photo, visit_description="A door.").save()


ADDRESSES = ["/", "/visit/", "/questions/", "/team/", "/team/robin/", "/conditions/ptsd/", "/treatments/iv-infusion/"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("places", [1, 2])
def test_every_page_says_what_schema_org_defines(client, whole_site, address, places):
    if places == 1:
        Location.objects.exclude(name="Downtown").delete()

    assert faults_of(data_of(client, address)) == []


# -- the comparison itself -------------------------------------------------------

PAGE = {"@type": "WebPage", "@id": f"{SITE}/safety/", "url": f"{SITE}/safety/", "name": "Safety"}
HOURS = {"@type": "OpeningHoursSpecification", "dayOfWeek": "Monday", "opens": "09:00", "closes": "17:00"}
CLINIC = {"@type": "MedicalClinic", "@id": f"{SITE}/#clinic", "name": "Harbor Clinic"}
PERSON = {"@type": "Person", "@id": f"{SITE}/team/robin/#person", "name": "Robin Sample"}


def faults(*nodes):
    return faults_of({"@context": "https://schema.org", "@graph": list(nodes)})


@pytest.mark.parametrize(
    "node",
    [
        PAGE,
        HOURS,
        CLINIC | {"openingHoursSpecification": [HOURS], "hasMap": "https://maps.example.com/1"},
        CLINIC | {"employee": [PERSON], "knowsLanguage": ["English", "Spanish"]},
        PERSON | {"worksFor": CLINIC},
        PAGE | {"@type": ["MedicalWebPage", "FAQPage"], "lastReviewed": "2026-11-23", "mainEntity": PERSON},
    ],
)
def test_what_schema_org_defines_is_without_fault(node):
    assert faults(node) == []


@pytest.mark.parametrize(
    "node",
    [
        {"name": "Harbor Clinic"},
        PAGE | {"@type": "MedicalPage"},
        PAGE | {"telephone": "(212) 555-0142"},
        PAGE | {"url": "/safety/"},
        PAGE | {"url": "https://elsewhere.example.com/"},
        PAGE | {"@id": "#page"},
        PAGE | {"name": ""},
        PAGE | {"name": None},
        PAGE | {"name": 12},
        PAGE | {"lastReviewed": "November 23, 2026"},
        PAGE | {"reviewedBy": "Robin Sample"},
        PAGE | {"reviewedBy": HOURS},
        PAGE | {"reviewedBy": {"@id": f"{SITE}/team/nobody/"}},
        HOURS | {"opens": "9 a.m."},
        HOURS | {"opens": "09"},
        HOURS | {"dayOfWeek": "Mon"},
        CLINIC | {"availableLanguage": "English"},
        CLINIC | {"parkingFacility": "Behind the house"},
        CLINIC | {"employee": [PERSON | {"medicalSpecialty": "Psychiatric"}]},
    ],
)
def test_what_schema_org_does_not_define_is_found(node):
    assert len(faults(node)) == 1


def test_the_definitions_say_what_is_a_kind_of_what():
    assert {"MedicalOrganization", "LocalBusiness", "Place", "Organization", "Thing"} < kinds_of("MedicalClinic")
    assert DEFINED["source"] == "schema-dts 2.1.0"
