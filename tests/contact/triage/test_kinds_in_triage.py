"""Referrals and reports of mistakes in the list and on their own pages."""

import re

import pytest

from contact.models import ConsultationRequest
from tests.builders.requests import make_mistake, make_referral, make_request
from tests.contact.triage.test_request_list import KINDS, LIST, SEARCH, shown, tabs

pytestmark = pytest.mark.django_db


def page_of(client, consultation_request):
    return client.get(f"{LIST}{consultation_request.pk}/change/").text


def buttons(page):
    return set(re.findall(r'name="state" value="(\w+)"', page))


def outcomes(page):
    select = page[page.index('id="outcome"') :].partition("</select>")[0]
    return re.findall(r'<option value="(\w+)"', select)


def test_each_kind_has_a_tab_with_its_open_ones(client, nadia):
    make_request(), make_referral(), make_referral("closed"), make_mistake(), make_mistake("in_review")

    page = client.get(LIST).text
    held = {kind: len(shown(client.get(f"{LIST}?kind={kind}").text)) for kind in ConsultationRequest.Kind.values}

    counts = tabs(page)
    assert {name: counts[name] for name in KINDS} == {
        "All kinds": 4,
        "Consultations": 1,
        "Referrals": 1,
        "Mistakes": 2,
    }
    assert held == {"consultation": 1, "referral": 1, "mistake": 2}
    assert len(shown(page)) == 4


def test_the_other_tabs_count_the_kind_that_is_shown(client, nadia):
    make_request(), make_referral(), make_referral("closed")

    page = client.get(f"{LIST}?kind=referral&show=closed").text

    counts = tabs(page)
    assert (counts["New"], counts["Closed"], counts["All"]) == (1, 1, 2)
    assert len(shown(page)) == 1
    assert 'href="?kind=referral&amp;show=new"' in page


def test_a_step_leads_back_to_the_tab_of_its_kind(client, nadia):
    referral = make_referral()

    response = client.post(
        f"{LIST}{referral.pk}/step/?kind=referral&show=new", {"step": "assign", f"version_{referral.pk}": 1}
    )

    assert response.url == f"{LIST}?kind=referral&show=new"


def test_the_list_says_which_kind_and_how_to_reach_whom(client, nadia):
    make_request(), make_referral(email="alex@practice.example", fax="212-555-0171"), make_mistake()

    page = client.get(LIST).text

    assert re.findall(r'badge-kind">([^<]+)<', page) == ["Referral", "Mistake on a page"]
    assert "Phone, fax, email" in page
    assert "No way to reply" in page


@pytest.mark.parametrize("words", ["Dr. Alex Example", "212-555-0170"])
def test_a_referral_is_found_by_the_clinician(client, nadia, words):
    referral = make_referral()
    make_request()

    page = client.post(SEARCH, {"words": words}).text

    assert shown(page.replace(' scope="row">\n              ', ">")) == [referral.reference]
    assert 'badge-kind">Referral<' in page


def test_the_page_of_a_referral_shows_who_refers_whom(client, nadia):
    referral = make_referral(credentials="MD", fax="212-555-0171", email="alex@practice.example")

    page = page_of(client, referral)

    told = ["Dr. Alex Example", "MD", "Example Family Medicine", "R.D.", "Major depression", "212-555-0171"]
    assert [words for words in told if words not in page] == []
    assert "Asks for" not in page
    assert "Voicemail</dt>" not in page
    assert "fixed" not in outcomes(page)


def test_the_page_of_a_mistake_offers_what_fits_it(client, nadia):
    mistake = make_mistake(message="A number is wrong.")

    page = page_of(client, mistake)

    assert "/safety/" in page
    assert "A number is wrong." in page
    assert buttons(page) == {"in_review", "closed"}
    assert outcomes(page) == ["fixed", "nothing_to_fix", "duplicate", "spam"]
    assert "Words for the call" not in page


def test_an_outcome_of_another_kind_closes_nothing(client, nadia):
    mistake = make_mistake()

    data = {"state": "closed", "outcome": "not_suitable", "version": 1, "seen": 0}
    response = client.post(f"{LIST}{mistake.pk}/move/", data)

    mistake.refresh_from_db()
    assert (response.status_code, mistake.state) == (422, "new")
    assert "doesn&#x27;t fit a report." in response.text


def test_closing_several_kinds_at_once_with_what_does_not_fit_closes_none(client, nadia):
    made = [make_request(), make_mistake()]

    data = {f"version_{one.pk}": one.version for one in made}
    chosen = {"action": "close", "outcome": "not_suitable", "_selected_action": [one.pk for one in made]}
    page = client.post(LIST, data | chosen, follow=True).text

    assert "Nothing was changed." in page
    assert set(ConsultationRequest.objects.values_list("state", flat=True)) == {"new"}
