"""How many people were in trials and what the trials show stand side by side, and never become one score."""

import pytest
from bs4 import BeautifulSoup

from content.blocks.scales import Pair, in_short
from tests.builders.pages import go_live_unreviewed, make_condition_page, make_evidence, make_section_page, make_source

HELPS, MIXED, UNCLEAR = "Helps some people", "Mixed results", "Unclear: too few people"


@pytest.mark.parametrize(
    ("people", "full"), [(1, 1), (50, 1), (51, 2), (250, 2), (251, 3), (1000, 3), (1001, 4), (2309, 4), (None, 0)]
)
def test_marks_count_people_and_nothing_else(people, full):
    assert {sum(Pair(people, shows).marks) for shows in ["helps", "none"]} == {full}


@pytest.mark.parametrize(
    ("people", "trials", "words"),
    [
        (1349, 6, "1,349 people, six trials"),
        (18, 1, "18 people, one trial"),
        (2309, 67, "2,309 people, 67 trials"),
        (33, None, "33 people"),
    ],
)
def test_what_was_counted_is_said_in_words(people, trials, words):
    assert Pair(people, "mixed", trials).research == words


@pytest.mark.parametrize(
    ("pairs", "people", "words"),
    [
        (
            [("spray", 1349, "mixed"), ("infusions", 281, "helps")],
            1630,
            "Spray: mixed results; infusions: benefit for some",
        ),
        ([("infusions", 33, "unclear")], 33, UNCLEAR),
        ([("spray", 60, "mixed"), ("infusions", 40, "mixed")], 100, MIXED),
        (
            [("spray", 60, "helps"), ("ketamine", None, "none")],
            None,
            "Spray: benefit for some; ketamine: no clear benefit",
        ),
    ],
)
def test_a_card_says_it_of_every_medicine_in_one_line(pairs, people, words):
    short = in_short([Pair(count, shows, medicine=medicine) for medicine, count, shows in pairs])

    assert (short.people, short.shown) == (people, words)


def test_a_page_without_evidence_has_no_line():
    assert in_short([]) is None


def lines(soup, place):
    """What the two scales say there, in pairs of a name and words."""
    return [
        tuple(part.get_text(" ", strip=True) for part in line.find_all(["dt", "dd"]))
        for line in soup.select(f"{place} .evidence__line")
    ]


@pytest.mark.django_db
class TestOnPages:
    def read(self, client, address):
        return BeautifulSoup(client.get(address).content, "html.parser")

    def test_a_condition_shows_a_pair_for_each_medicine_with_its_sources(self, client):
        source = make_source("R19").pk
        evidence = [make_evidence("spray", 1349, "mixed", sources=[source]), make_evidence("infusions", 40, "unclear")]
        page = make_condition_page(evidence=evidence)

        shown = self.read(client, page.url)

        assert lines(shown, "[data-block=evidence]") == [
            ("Research", "1,349 people, two trials 1"),
            ("It shows", MIXED),
            ("Research", "40 people, two trials"),
            ("It shows", UNCLEAR),
        ]
        assert shown.select_one("#source-R19")

    def test_marks_are_for_the_eye_alone(self, client):
        shown = self.read(client, make_condition_page().url)

        assert {marks["aria-hidden"] for marks in shown.select(".evidence__marks")} == {"true"}

    def test_people_who_are_not_counted_yet_get_no_marks(self, client):
        page = make_condition_page(evidence=[make_evidence("ketamine", None, "none", trials=None)])

        shown = self.read(client, page.url)

        assert lines(shown, "[data-block=evidence]") == [("It shows", "No clear benefit")]
        assert not shown.select(".evidence__mark")

    def test_the_evidence_comes_right_after_the_key_points(self, client):
        body = [("key_points", {"points": ["One."]}), ("heading", {"text": "What it is", "level": "2"})]

        shown = self.read(client, make_condition_page(body=body).url)

        titles = [heading.get_text(strip=True) for heading in shown.select(".part > h2")]
        assert titles == ["Key points", "How strong is the evidence?", "What it is"]

    def test_cards_and_results_say_it_in_short(self, client):
        section = make_section_page()
        make_condition_page("ptsd", section, title="PTSD", evidence=[make_evidence("infusions", 188, "mixed")])

        said = [("Research", "188 people"), ("It shows", MIXED)]
        assert lines(self.read(client, section.url), ".card") == said
        assert lines(self.read(client, "/search/?q=ptsd"), ".results__item") == said

    def test_conditions_are_compared_by_both_scales_with_their_own_cells_marked(self, client):
        section = make_section_page()
        own = make_condition_page("pain", section, title="Pain", evidence=[make_evidence("similar", 2309, "none")])
        two = [make_evidence("spray", 456, "helps"), make_evidence("infusions", 33, "unclear")]
        make_condition_page("mdd", section, title="Depression", evidence=two)
        make_condition_page("draft", section, title="Draft", live=False)
        make_condition_page("old", section, title="Old", evidence=[make_evidence("ketamine", None, "mixed")])

        table = self.read(client, own.url).select_one(".evidence-map")

        found = {}
        for row in table.select("tbody tr"):
            for head, cell in zip(table.select("thead th")[1:], row.find_all("td"), strict=True):
                for chip in cell.select(".evidence-map__chip"):
                    is_own = "evidence-map__chip--own" in chip["class"]
                    found[chip.get_text()] = (row.th.get_text(), head.get_text(), is_own)
        assert found == {
            "Pain": ("Over 1,000 people", "No clear benefit", True),
            "Depression: spray": ("251 to 1,000 people", "Helps some", False),
            "Depression: infusions": ("Up to 50 people", "Unclear", False),
        }

    def test_a_condition_alone_is_compared_with_nothing(self, client):
        assert not self.read(client, make_condition_page().url).select(".evidence-map")

    def test_a_draft_compares_its_own_words(self, client):
        section = make_section_page()
        page = make_condition_page("ptsd", section, title="PTSD")
        make_condition_page("pain", section, title="Pain")
        page.evidence = [make_evidence("infusions", 2000, "helps")]
        go_live_unreviewed(page)

        own = self.read(client, page.url).select(".evidence-map__chip--own")

        assert [chip.find_parent("tr").th.get_text() for chip in own] == ["Over 1,000 people"]
