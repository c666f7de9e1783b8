"""A new page begins with the structure that its kind needs, and with nothing that could go live."""

import json
import re

import pytest
from django.urls import reverse

from content.models import ConditionPage, InformationPage, TreatmentPage
from content.page_review.reviews import review
from content.starter.outline import outline_for
from tests.builders.pages import make_condition_page, make_home_page, make_information_page, make_treatment_page
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

MAKERS = {ConditionPage: make_condition_page, TreatmentPage: make_treatment_page}
# Only words and sources can bring these.
OF_WORDS = {"condition.comparison", "misuse.dependence"}


def prompts_in(page_type):
    prompts = set(re.findall(r"\[[^\][]+\]", json.dumps(outline_for(page_type).get_prep_value())))
    assert prompts
    return sorted(prompts)


@pytest.mark.parametrize("page_type", MAKERS, ids=lambda kind: kind.__name__)
def test_an_outline_has_every_part_that_the_review_asks_for(page_type):
    page = MAKERS[page_type](body=outline_for(page_type))
    bare = MAKERS[page_type]("bare", page.get_parent())

    missing, missing_without = ({found.rule for found in review(one).errors} for one in (page, bare))

    parts = f"{page_type.__name__.removesuffix('Page').lower()}."
    assert any(rule.startswith(parts) for rule in missing_without)
    assert {rule for rule in missing if rule.startswith((parts, "misuse."))} <= OF_WORDS


@pytest.mark.parametrize("page_type", [*MAKERS, InformationPage], ids=lambda kind: kind.__name__)
def test_no_prompt_goes_live(page_type):
    for number, prompt in enumerate(prompts_in(page_type)):
        page = make_information_page(f"page-{number}", summary=prompt)

        assert "unwritten" in {finding.rule for finding in review(page).errors}, prompt


def test_the_editor_opens_with_it(client):
    sign_in(client, make_staff("erin", "Editors"))

    address = reverse("wagtailadmin_pages:add", args=["content", "informationpage", make_home_page().pk])

    assert "[Name of the first section]" in client.get(address).content.decode()
