"""The people of the clinic: a page for each, shown as far as they are known."""

import re

import pytest

from content.models import Photographs, TeamMemberPage
from tests.builders.pages import add, make_image, make_information_page, make_section_page

pytestmark = pytest.mark.django_db


def shown_at(client, address):
    return client.get(address).content.decode()


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture_in(page):
    return re.search(r"<img[^>]*person__photo[^>]*>", page)[0]


def make_person(slug="robin", **fields):
    details = {"title": "Robin Sample", "job_title": "Nurse", "summary": "Sits with you."} | fields
    section = make_section_page("team")
    return add(section, TeamMemberPage, slug, details)


def test_a_person_is_shown_with_what_is_known(client):
    person = make_person(languages="English and Spanish", says="Squeeze my hand any time.", credentials="RN")

    page = shown_at(client, person.url)

    for words in ["Robin Sample, RN", "Nurse", "English and Spanish", "“Squeeze my hand any time.”", ">RS<"]:
        assert words in page
    for words in ["License", "Training", "Days here", "Clinical review pending"]:
        assert words not in page


def test_the_medical_director_comes_first(client):
    section = make_section_page("team")
    add(section, TeamMemberPage, "robin", {"title": "Robin Sample", "job_title": "Nurse"})
    add(
        section,
        TeamMemberPage,
        "alex",
        {"title": "Alex Sample", "job_title": "Psychiatrist", "is_medical_director": True},
    )
    body = [{"type": "clinic_record", "value": {"record": "team"}}]
    make_information_page("about-us", body=body)

    page = shown_at(client, "/about-us/")

    assert page.index("Alex Sample") < page.index("Robin Sample")
    assert "Medical director" in page


def test_the_name_of_whoever_reviewed_a_page_leads_to_the_person(client):
    person = make_person(title="Alex Sample")
    make_information_page("safety", reviewed_by="Alex Sample")
    make_information_page("costs", reviewed_by="Somebody Else")

    assert f'href="{person.url}">Alex Sample</a>' in shown_at(client, "/safety/")
    assert "Clinically reviewed by Somebody Else" in shown_at(client, "/costs/")


def test_the_section_of_the_team_shows_people(client):
    person = make_person(says="Squeeze my hand any time.")

    page = shown_at(client, "/team/")

    assert f'href="{person.url}">Robin Sample' in page
    assert "“Squeeze my hand any time.”" in page


def test_a_person_needs_no_description_for_search_engines_to_go_live():
    section = make_section_page("team")
    person = TeamMemberPage(slug="robin", title="Robin Sample", job_title="Nurse", summary="Sits with you.", live=False)
    section.add_child(instance=person)

    person.save_revision().publish()

    assert TeamMemberPage.objects.get().live
    assert TeamMemberPage.objects.get().search_description == "Sits with you."


def test_the_team_ends_with_the_readers_own_doctor(client):
    make_person()

    page = shown_at(client, "/team/")

    assert page.index("Robin Sample") < page.index("And your own doctor")


def test_a_portrait_is_cut_to_the_shape_of_the_other_faces_and_said_once(client):
    person = make_person(photo=make_image(size=(1600, 2000)))

    card, page = picture_in(shown_at(client, "/team/")), picture_in(shown_at(client, person.url))

    for picture in (card, page):
        assert re.search(r'width="1200"\s+height="900"', picture)
        assert "400w" in picture
        assert 'loading="lazy"' in picture
    assert 'alt=""' in card
    assert 'alt="Robin Sample"' in page


def test_a_person_whose_photo_is_lost_is_shown_with_initials(client):
    person = make_person(photo=make_image())
    person.photo.file.storage.delete(person.photo.file.name)

    assert ">RS<" in shown_at(client, person.url)


def test_the_page_of_a_person_shows_where_patients_sit_if_the_clinic_has_a_photo(client):
    person = make_person()
    assert "<img" not in shown_at(client, person.url)
    record = Photographs.for_editor()
    record.session, record.session_description = make_image(), "A chair next to a window."

    record.save_revision().publish()

    assert 'alt="A chair next to a window."' in shown_at(client, person.url)


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Maria Delgado", "MD"), ("Cher", "C"), ("Ana de la Cruz", "AC"), ("Dr. Jo Ng", "JN"), ("Łukasz Żak", "ŁŻ")],
)
def test_initials(name, initials):
    assert TeamMemberPage(title=name).initials == initials
