"""Whether each number can be traced to a source, with what a reader needs to judge it."""

import re

from .page import Kind
from .reading import sentences_of

SHARE = re.compile(
    r"(?<!\d)(?P<count>\d++(?:\.\d++)?)(?: to \d++(?:\.\d++)?)? ?"
    r"(?:(?:in|out of|of) (?:every )?1,?0*\b|%|percent\b|per ?cent\b)",
    re.IGNORECASE,
)


def check_sources(page, rulebook, today):
    cited = {share for block in page.blocks if block.sources for share in shares_in(block.text)}
    cited |= {str(count) for block in page.blocks if block.sources for count in counts_of(block.figure)}
    for block in page.blocks:
        if block.lost_sources:
            yield rulebook["lost-source"].finding(block.place, count=block.lost_sources)
        if not block.sources:
            known = set() if block.may_cite else cited
            yield from uncited(block.passages, known, rulebook)
    yield from uncited(page.head, cited, rulebook)


def uncited(passages, known, rulebook):
    """Words that cannot cite, such as key points, may repeat a number that the page cites elsewhere."""
    for passage in passages:
        if passage.kind == Kind.QUESTION:
            continue
        for sentence in sentences_of(passage.text):
            if shares_in(sentence) - known:
                yield rulebook["uncited-number"].finding(passage.place, sentence)


def shares_in(text):
    return {share["count"] for share in SHARE.finditer(text)}


def counts_of(figure):
    return (figure.treatment_per_100, figure.comparison_per_100) if figure else ()


def check_figures(page, rulebook, today):
    for block in page.blocks:
        if block.figure:
            yield from incomplete_figure(block, rulebook)
        else:
            yield from benefit_in_words(block, rulebook)


def incomplete_figure(block, rulebook):
    shown = block.figure
    missing = [name for name in ("outcome", "time", "people") if not getattr(shown, name)]
    missing += [] if block.sources else ["source"]
    if shown.comparison_per_100 is None and not rulebook.words["no_comparison"].search(shown.note):
        missing.append("group to compare with, or a note that the study had none")
    if missing:
        yield rulebook["incomplete-figure"].finding(block.place, missing=", ".join(missing))


def benefit_in_words(block, rulebook):
    words = rulebook.words
    needed = {"comparison": "comparison group", "time": "time", "people": "number of people"}
    for passage in block.passages:
        for sentence in sentences_of(passage.text):
            if shares_in(sentence) and words["benefit"].search(sentence) and not words["limit"].search(sentence):
                missing = [label for name, label in needed.items() if not words[name].search(block.text)]
                if missing:
                    yield rulebook["bare-benefit-figure"].finding(passage.place, sentence, missing=", ".join(missing))
