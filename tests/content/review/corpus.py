"""The sentences by which the claim rules are measured."""

import tomllib
from pathlib import Path

from content.review.claims import check_claims
from content.review.page import Block, Kind, Passage, ReviewedPage
from content.review.rulebook import read_rulebook

FOLDER = Path(__file__).parent


def false_claims(name="false_claims.toml"):
    """Pairs: the rule that has to catch it, and the sentence."""
    return [(rule, sentence) for rule, sentences in read(name).items() for sentence in sentences]


def true_sentences(name="true_sentences.toml"):
    return [sentence for sentences in read(name).values() for sentence in sentences]


def sentences(verdict):
    """Pairs of a kind and a sentence from sentences/: "false" ones that no page may say, or "harmless" ones."""
    files = [read(path.relative_to(FOLDER))[verdict] for path in sorted((FOLDER / "sentences").glob("*.toml"))]
    return [(kind, sentence) for kinds in files for kind in kinds for sentence in kinds[kind]]


def read(name):
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def page_that_says(text, kind=Kind.PARAGRAPH, title="What to know"):
    """A question and its answer stand in two passages, as they do on the page of questions."""
    question, mark, answer = text.partition("? ")
    texts = [question + mark.strip(), answer] if mark else [text]
    passages = tuple(Passage(text, "Text", kind) for text in texts)
    return ReviewedPage("information", "/page/", title, blocks=(Block("text", "Text", passages),))


def claims_in(text, kind=Kind.PARAGRAPH, title="What to know"):
    """The claim rules that a text breaks; F14-unequaled counts as F14."""
    findings = check_claims(page_that_says(text, kind, title), read_rulebook(), None)
    return {finding.rule.partition("-")[0] for finding in findings if is_claim(finding)}


def is_claim(finding):
    return finding.rule[0] in "FC" and finding.rule[1].isdigit()
