"""What each kind of page must have, and what the pages at some addresses must say."""

import pytest

from content.review.page import Kind

from .pages import errors_of, make_block, make_condition_page, make_page


def test_a_whole_condition_page_has_no_errors():
    assert errors_of(make_condition_page()) == set()


@pytest.mark.parametrize(
    ("block", "missing"),
    [
        ("unknowns", "condition.unknowns"),
        ("alternatives", "condition.alternatives"),
        ("not_for", "condition.not-for"),
        ("questions", "condition.questions"),
        ("risks", "condition.risks"),
        ("key_points", "condition.key-points"),
    ],
)
def test_a_condition_page_needs_each_of_its_blocks(block, missing):
    assert missing in errors_of(make_condition_page(without=[block]))


def test_a_page_without_sources_says_so():
    page = make_page(make_block("Ask for the price in writing.", sources=[]))

    assert errors_of(page) == {"sources.any"}


def test_a_page_about_privacy_needs_no_sources():
    assert errors_of(make_page(make_block("Reading sets no cookie.", sources=[]), address="/privacy/")) == set()


def test_a_treatment_page_names_misuse():
    broken = errors_of(make_page(kind="treatment", address="/treatments/some/"))

    assert "misuse.dependence" in broken


def test_what_a_page_must_say_follows_its_address():
    words = "Sedation. Dissociation. Respiratory depression. Abuse and misuse. Suicidal thoughts and behaviors."
    page = make_page(make_block(words), kind="treatment", address="/treatments/esketamine-nasal-spray/")

    broken = {rule for rule in errors_of(page) if rule.startswith("esketamine.")}

    assert "esketamine.sedation" not in broken
    assert {"esketamine.two-hours", "esketamine.sleep", "esketamine.suicide", "esketamine.pregnancy"} <= broken
    assert len(broken) == 14


def test_the_pain_page_says_early_that_there_is_no_clear_evidence():
    finding = "A Cochrane review found no clear evidence. Use is off-label."
    early = make_page(make_block(finding), address="/conditions/chronic-pain/")
    late = make_page(make_block("word " * 150), make_block(finding), address="/conditions/chronic-pain/")

    assert "pain.finding" not in errors_of(early)
    assert "pain.finding" in errors_of(late)


def test_both_ptsd_trials_stand_in_one_section():
    first = make_block("One trial.", sources=["R33"], section="What studies found")
    second = make_block("Another.", sources=["R34"], section="What studies found")
    elsewhere = make_block("Another.", sources=["R34"], section="How sure we are")

    assert "ptsd.both-trials" not in errors_of(make_page(first, second, address="/conditions/ptsd/"))
    assert "ptsd.both-trials" in errors_of(make_page(first, elsewhere, address="/conditions/ptsd/"))


def test_the_crisis_page_says_who_is_reached_by_which_key():
    veterans = make_block("Veterans: press 1.")

    assert errors_of(make_page(veterans, address="/crisis-help/")) == {"crisis.spanish"}


IN_PEOPLES_WORDS = [
    ("/treatments/esketamine-nasal-spray/", "esketamine.two-hours", "Staff watch you for at least two hours."),
    ("/treatments/esketamine-nasal-spray/", "esketamine.suicide", "It hasn't been shown to prevent suicide."),
    ("/treatments/esketamine-nasal-spray/", "esketamine.suicide", "No study has shown that it prevents suicide."),
    ("/treatments/iv-infusion/", "infusion.status", "The FDA hasn't approved it for depression."),
    ("/conditions/ptsd/", "ptsd.mixed", "The larger one didn't find a benefit."),
    ("/how-it-works/", "how-it-works.idea", "No one knows for sure."),
]


@pytest.mark.parametrize(("address", "rule", "words"), IN_PEOPLES_WORDS)
def test_what_a_page_must_say_may_be_said_in_number_words_and_contractions(address, rule, words):
    assert rule in errors_of(make_page(make_block("Nothing."), address=address, status=""))
    assert rule not in errors_of(make_page(make_block(words), address=address, status=""))


@pytest.mark.parametrize("heading", ["What we do not know", "What we don't know", "What we don\u2019t know"])
def test_a_heading_may_be_contracted(heading):
    unknowns = make_block(heading, passage_kind=Kind.HEADING)

    assert "condition.unknowns" not in errors_of(make_condition_page(unknowns, without=["unknowns"]))


def test_misuse_may_be_named_in_any_words():
    for words in ("Some people misuse it.", "Addiction can happen.", "People get dependent on it."):
        assert "misuse.dependence" not in errors_of(make_page(make_block(words), kind="treatment"))


LATER_PAGES = [
    ("/medicines/", "medicines.do-not-stop", "Don't stop a medicine on your own."),
    ("/medicines/", "medicines.glp-1", "Tell us about GLP-1 medicines, such as semaglutide."),
    ("/family/", "family.lifeline", "Call or text {lifeline}."),
    ("/family/", "family.mania", "They may be getting manic."),
    ("/for-clinicians/", "referrers.psychosis", "Psychosis now."),
    ("/ketamine-at-home/", "ketamine-at-home.alone", "Don't take it alone, or in or near water."),
    ("/ketamine-at-home/", "ketamine-at-home.mixing", "Don't mix it with alcohol, opioids or sleeping pills."),
    ("/long-use/", "long-use.withdrawal", "Withdrawal seems rare."),
    ("/age-and-pregnancy/", "age-and-pregnancy.young", "Up to age 24, watch for thoughts of suicide."),
]


@pytest.mark.parametrize(("address", "rule", "words"), LATER_PAGES)
def test_each_later_page_has_its_duties_too(address, rule, words):
    assert rule in errors_of(make_page(make_block("Nothing."), address=address))
    assert rule not in errors_of(make_page(make_block(words), address=address))
