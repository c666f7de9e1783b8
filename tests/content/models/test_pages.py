import re

import pytest
from django.core.exceptions import ValidationError

from contact.models import CrisisHelp
from content.models import (
    ConditionPage,
    HomePage,
    InformationPage,
    LegalPage,
    Photographs,
    SectionPage,
    TeamMemberPage,
    TreatmentPage,
)
from tests.builders.pages import (
    go_live_unreviewed,
    make_condition_page,
    make_home_page,
    make_image,
    make_information_page,
    make_section_page,
    make_source,
    make_treatment_page,
)

pytestmark = pytest.mark.django_db


def text(words, *sources):
    return ("text", {"text": f"<p>{words}</p>", "sources": list(sources)})


def heading(words, level="2"):
    return ("heading", {"text": words, "level": level})


def read(client, page):
    return client.get(page.get_url()).content.decode()


def test_the_tree_is_hard_to_build_wrong():
    assert HomePage.max_count == 1
    assert set(HomePage.allowed_subpage_models()) == {SectionPage, InformationPage, LegalPage}
    assert set(SectionPage.allowed_subpage_models()) == {ConditionPage, TreatmentPage, TeamMemberPage}
    assert InformationPage.allowed_subpage_models() == [InformationPage]
    assert ConditionPage.allowed_subpage_models() == []


def test_a_page_may_have_a_part_below_it_but_no_part_of_a_part():
    session = make_information_page("your-session")
    sheet = make_information_page("sheet", parent=session)

    assert InformationPage.can_exist_under(session)
    assert not InformationPage.can_exist_under(sheet)


def test_headings_open_sections_with_anchors_of_their_own():
    page = make_information_page(
        body=[text("First"), heading("Risks"), text("Second"), heading("Risks"), text("Third")]
    )

    assert [(section.title, section.anchor) for section in page.sections] == [
        ("", ""),
        ("Risks", "risks"),
        ("Risks", "risks-2"),
    ]


def test_a_smaller_heading_stays_in_its_section():
    page = make_information_page(body=[heading("Risks"), heading("Rare ones", level="3"), text("Words")])

    assert [section.title for section in page.sections] == ["Risks"]


def test_sources_are_numbered_in_the_order_in_which_they_are_cited(client):
    first, second = make_source("R01", citation="First trial."), make_source("R02", citation="Second trial.")
    make_source("R03", citation="Never cited.")
    page = make_information_page(body=[text("One", second), text("Two", first, second)])

    shown = read(client, page)

    assert [(source.number, source.identifier) for source in page.cited_sources] == [(1, "R02"), (2, "R01")]
    assert shown.count('href="#source-R02"') == 2
    assert "Never cited." not in shown


def test_a_draft_is_not_shown(client):
    page = make_information_page(live=False)

    assert client.get(page.get_url()).status_code == 404


def test_a_page_says_who_wrote_it_and_that_review_is_pending(client):
    page = make_information_page(written_by="The clinic's website team", last_reviewed="2026-11-23")

    shown = read(client, page)

    assert "The clinic&#x27;s website team" in shown
    assert "Clinical review pending" in shown
    assert "November 23, 2026" in shown


def test_a_reviewed_page_says_who_reviewed_it(client):
    page = make_information_page(reviewed_by="A. Clinician", reviewer_role="psychiatrist")

    shown = read(client, page)

    assert "A. Clinician" in shown
    assert "Clinical review pending" not in shown


def test_the_next_review_is_due_after_the_last():
    page = make_information_page()
    page.last_reviewed, page.next_review_due = "2026-11-23", "2026-11-01"

    with pytest.raises(ValidationError):
        page.full_clean()


def test_treatments_are_compared_from_their_own_pages(client):
    section = make_section_page("treatments", body=[("treatment_comparison", {"intro": ""})])
    make_treatment_page("iv-infusion", section, title="IV infusion", route_of_administration="Into a vein")
    make_treatment_page("spray", section, title="Nasal spray", route_of_administration="Into the nose")
    make_treatment_page("secret", section, title="Secret", route_of_administration="Unknown", live=False)

    shown = read(client, section)

    assert "Into a vein" in shown
    assert "Into the nose" in shown
    assert "Secret" not in shown


def test_the_way_back_leads_through_every_page_above(client):
    page = make_condition_page()

    assert [ancestor.get_url() for ancestor in page.breadcrumbs] == ["/", "/conditions/"]


def test_reading_sets_no_cookie_and_holds_no_script_or_style(client):
    make_home_page()

    response = client.get("/")

    assert response.cookies == {}
    assert re.findall("<script[^>]*>", response.content.decode()) == ['<script type="application/ld+json">']
    assert " style=" not in response.content.decode()


def test_home_is_made_of_bands_and_no_two_colored_ones_meet(client):
    pull = ("pull", {"title": "It is not for everyone.", "text": "<p>Some people cannot have it.</p>"})
    steps = ("steps", {"title": "How it starts", "steps": [{"title": "Call", "text": "Us."}] * 2})
    make_home_page(body=[steps, pull, pull, ("clinic_record", {"record": "prices"}), steps])

    shown = read(client, HomePage.objects.get())

    assert re.findall(r'<section class="(band[^"]*)">', shown)[:4] == [
        "band",
        "band band--deep band--swell",
        "band",
        "band",
    ]


def test_the_photo_of_the_clinic_takes_the_place_of_the_drawing_on_home(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    record = Photographs.for_editor()
    record.home, record.home_description = make_image(), "A teal door."
    record.save_revision().publish()
    words = {"title": "A chair", "text": "<p>Words.</p>", "drawing": "chair"}
    home = make_home_page(body=[("picture_with_words", words)])

    with_block = read(client, home)
    home.body = []
    go_live_unreviewed(home)
    without = read(client, home)

    assert with_block.count('alt="A teal door."') == without.count('alt="A teal door."') == 1
    assert "split__picture" not in with_block


def test_a_page_is_sent_without_the_indentation_of_templates(client):
    page = make_information_page(body=[text("Words")])

    lines = read(client, page).splitlines()

    assert [line for line in lines if line != line.strip() or not line] == []


def test_a_page_costs_the_same_queries_however_long_it_is(client, django_assert_max_num_queries):
    sources = [make_source(f"R{number:02}") for number in range(20)]
    linked = make_information_page("linked")
    words = f'<a linktype="page" id="{linked.pk}">Linked</a>'
    page = make_information_page(body=[text(words, source) for source in sources])

    with django_assert_max_num_queries(24):
        client.get(page.get_url())


def test_a_page_of_a_guide_leads_to_its_neighbours(client):
    section = make_section_page()
    first = make_condition_page("anxiety", section, title="Anxiety")
    middle = make_condition_page("ptsd", section, title="PTSD")
    make_condition_page("pain", section, title="Pain", live=False)
    last = make_condition_page("bipolar", section, title="Bipolar")

    shown = read(client, middle)

    assert shown.count(f'href="{first.url}" rel="prev"') == shown.count(f'href="{last.url}" rel="next"') == 1
    assert "/conditions/pain/" not in shown


def test_a_long_page_lists_its_contents_and_a_short_one_does_not(client):
    headings = [("heading", {"text": f"Part {number}", "level": "2"}) for number in range(4)]
    long, short = (make_information_page(slug, body=body) for slug, body in [("a", headings), ("b", headings[:3])])

    assert read(client, long).count('href="#part-3"') == 2
    assert 'href="#part-2"' not in read(client, short)


def test_a_guide_has_two_ends():
    section = make_section_page()
    first, last = make_condition_page("anxiety", section), make_condition_page("ptsd", section)

    assert (first.previous_in_guide, first.next_in_guide.pk) == (None, last.pk)
    assert (last.previous_in_guide.pk, last.next_in_guide) == (first.pk, None)


def test_crisis_help_begins_with_every_way_to_reach_help(client):
    chat = {"lifeline_chat_url": "https://chat.example.com/", "lifeline_chat_name": "chat.example.com"}
    CrisisHelp(lifeline_number="113", emergency_number="112", **chat).save()
    page = make_information_page("crisis-help", title="You are not alone")

    main = read(client, page).split("<main")[1]

    body = main.index('class="band"')
    for link in ("tel:113", "sms:113", "https://chat.example.com/", "tel:112"):
        assert 0 < main.index(f'href="{link}"') < body, link
    assert "You are not alone</h1>" in main
    assert "988" not in main
    assert "911" not in main


def test_crisis_help_does_not_ask_for_an_appointment(client):
    crisis, other = make_information_page("crisis-help"), make_information_page("costs")

    assert "call-panel" not in read(client, crisis)
    assert "call-panel" in read(client, other)
