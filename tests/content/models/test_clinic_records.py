"""What the clinic says about itself: shown once it is published, wherever it belongs, and never while it is blank."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from content.models import (
    CLINIC_RECORDS,
    MonitoringAndReadiness,
    Photographs,
    PricesAndInsurance,
    TeamMemberPage,
    TreatmentsOffered,
)
from content.models.prices import InsurancePlan, Price
from content.publishing.publish_guard import PublishRefused
from tests.builders.pages import (
    add,
    go_live_unreviewed,
    make_home_page,
    make_image,
    make_information_page,
    make_section_page,
    make_treatment_page,
)
from tests.builders.requests import make_clinic_details, make_location

pytestmark = pytest.mark.django_db

EVERY_RECORD = ["treatments", "prices", "course", "insurance", "cancelling", "monitoring", "team"]


def page_with(*records, **fields):
    body = [{"type": "clinic_record", "value": {"record": record}} for record in records]
    return make_information_page("about-us", body=body, **fields)


def shown_at(client, address="/about-us/"):
    return client.get(address).content.decode()


def publish(record):
    record.save_revision().publish()


def prices(**fields):
    record = PricesAndInsurance.for_editor()
    for name, value in ({"as_of": date(2026, 11, 1)} | fields).items():
        setattr(record, name, value)
    record.prices = [
        Price(what="Assessment", amount=250, in_first_course=1, includes="An hour with a clinician"),
        Price(what="IV infusion", amount=450, in_first_course=6),
        Price(what="First call", amount=0),
        Price(what="Home visit"),
    ]
    record.plans = [InsurancePlan(name="Plan A", note="for the nasal spray only")]
    return record


def test_nothing_shows_while_the_records_are_blank(client):
    page_with(*EVERY_RECORD, "photo_visit", "photo_session", "photo_team")

    page = shown_at(client)

    assert "data-record" not in page


@pytest.mark.parametrize("model", CLINIC_RECORDS)
def test_a_record_that_nobody_has_published_is_blank(model):
    model.for_editor()

    assert not model.current().is_filled


def test_a_draft_is_not_shown(client):
    page_with("prices")
    prices().save_revision()

    assert "$250" not in shown_at(client)


def test_published_prices_are_shown_with_their_date(client):
    page_with("prices", "course", "insurance", "cancelling")

    publish(prices(cancelling="Nothing until two days before.", ways_to_pay="Cards and HSA cards."))

    page = shown_at(client)
    for words in [
        "Prices as of November 1, 2026",
        "$250",
        "$450",
        "Free",
        "Ask us",
        "An hour with a clinician",
        "$2,950",
        "6 \N{MULTIPLICATION SIGN} IV infusion",
        "6 at $450",
        "<b>Plan A</b>: for the nasal spray only",
        "Cards and HSA cards.",
        "Nothing until two days before.",
    ]:
        assert words in page
    assert 'href="/consultation/?about=insurance"' in page


def test_prices_without_a_date_are_not_shown(client):
    page_with("prices", "course")

    publish(prices(as_of=None))

    assert "data-record" not in shown_at(client)


def test_a_course_is_not_added_up_when_one_of_its_prices_is_unknown():
    record = prices()
    record.prices = [Price(what="Assessment", in_first_course=1), Price(what="Infusion", amount=450, in_first_course=6)]

    assert record.course == []


def test_a_record_makes_no_claim_that_a_page_may_not_make():
    with pytest.raises(PublishRefused) as refused:
        publish(prices(cancelling="Ketamine cures depression, so nobody cancels."))

    assert refused.value.findings
    assert not PricesAndInsurance.current().is_filled


def test_the_rows_of_a_record_are_reviewed_too():
    record = prices()
    record.prices = [Price(what="IV infusion", includes="A treatment that is 100% safe.", amount=450)]

    with pytest.raises(PublishRefused):
        publish(record)


def test_monitoring_is_shown_with_the_day_it_was_checked(client):
    page_with("monitoring")
    record = MonitoringAndReadiness.for_editor()
    record.oxygen, record.checked_on = "In each room.", date(2026, 11, 2)

    publish(record)

    page = shown_at(client)
    assert "In each room." in page
    assert "Checked on November 2, 2026" in page


def test_home_answers_in_short_what_visitors_ask_first(client):
    make_home_page()
    team = make_section_page("team")
    add(team, TeamMemberPage, "alex", {"title": "Alex Example", "credentials": "MD", "job_title": "Psychiatrist"})
    make_clinic_details(street="100 Example Street", city="Lakeside")
    publish(prices())
    record = MonitoringAndReadiness.for_editor()
    record.companions, record.in_the_room = "One person you choose may sit with you.", "A registered nurse."
    record.checked_on = date(2026, 11, 2)
    publish(record)

    page = shown_at(client, "/")

    for answer in [
        "Alex Example, MD.",
        "100 Example Street, Lakeside.",
        "Assessment $250, IV infusion $450.",
        "Plan A.",
        "One person you choose may sit with you.",
        "With you: A registered nurse.",
    ]:
        assert answer in page, answer


def test_home_leaves_out_the_answers_that_nobody_has_given(client):
    make_home_page()

    assert "at-a-glance" not in shown_at(client, "/")

    make_clinic_details(street="100 Example Street", city="Lakeside")

    assert shown_at(client, "/").count("at-a-glance__label") == 1


def test_what_nobody_has_checked_is_refused():
    with pytest.raises(ValidationError) as refused:
        MonitoringAndReadiness(oxygen="In each room.").full_clean()

    assert set(refused.value.message_dict) == {"checked_on"}


def test_treatments_say_whether_the_clinic_offers_them(client):
    infusion, spray = (
        make_treatment_page("iv-infusion"),
        make_treatment_page("esketamine-nasal-spray", make_section_page("sprays")),
    )
    page_with("treatments")
    record = TreatmentsOffered.for_editor()
    record.offered = [infusion]

    publish(record)

    assert "We offer this treatment" in shown_at(client, infusion.url)
    assert "We don't offer this treatment here" in shown_at(client, spray.url).replace("&#x27;", "'")
    assert infusion.url in shown_at(client)


@pytest.fixture
def two_treatments():
    section = make_section_page("treatments")
    pages = [make_treatment_page(slug, section) for slug in ("iv-infusion", "other-routes")]
    for page in pages:
        go_live_unreviewed(page)
    return pages


def offer(others, *pages):
    record = TreatmentsOffered.for_editor()
    record.offered, record.others = pages, others
    publish(record)


def test_what_the_clinic_does_not_offer_is_taken_off_if_it_chose_so_and_comes_back(client, two_treatments):
    infusion, other = two_treatments

    offer("hide", infusion)
    assert client.get(other.url).status_code == 404
    assert client.get(infusion.url).status_code == 200

    offer("say_so", infusion)
    assert "We don't offer this treatment here" in shown_at(client, other.url).replace("&#x27;", "'")


def test_a_page_that_staff_took_down_stays_down(client, two_treatments):
    infusion, other = two_treatments
    other.unpublish()

    offer("say_so", infusion, other)

    assert client.get(other.url).status_code == 404


def test_a_page_that_expired_while_it_was_offered_stays_down(client, two_treatments):
    infusion, other = two_treatments
    offer("hide", infusion)
    offer("say_so", infusion)
    other.refresh_from_db()
    other.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")

    offer("say_so", infusion, other)

    assert client.get(other.url).status_code == 404


def test_treatments_say_nothing_before_the_clinic_has_said_what_it_offers(client):
    infusion = make_treatment_page("iv-infusion")

    assert 'data-record="offered"' not in shown_at(client, infusion.url)


def test_a_photo_stands_in_its_place_with_words_for_people_who_cannot_see_it(client):
    page_with("photo_visit")
    record = Photographs.for_editor()
    record.visit, record.visit_description = make_image(), "A teal door."

    publish(record)

    assert 'alt="A teal door."' in shown_at(client)


def test_visitors_see_the_way_in_as_drawings_until_there_are_photographs(client):
    page_with("arrival")
    assert "data-record" not in shown_at(client)
    make_location(phone="(212) 555-0100")
    assert shown_at(client).split('data-record="arrival"')[1].split("</section>")[0].count("<h3>") == 4
    record = Photographs.for_editor()
    record.visit, record.visit_description = make_image(), "A teal door."

    publish(record)

    assert 'alt="A teal door."' in shown_at(client)


def test_a_photo_without_words_is_refused():
    with pytest.raises(ValidationError) as refused:
        Photographs(home=make_image()).full_clean()

    assert set(refused.value.message_dict) == {"home_description"}


def test_languages_and_the_portal_stand_where_people_look_for_the_clinic(client):
    make_location(phone="(212) 555-0100")
    make_clinic_details(languages="English and Spanish", portal_url="https://portal.example.com/")
    page_with("locations")

    page = shown_at(client)

    assert "Languages we speak: English and Spanish." in page
    assert page.count('href="https://portal.example.com/"') == 2
