"""Whether each number can be traced to a source, and each benefit stands beside its risks and doubts.

A page that links the medicine to a condition also states the regulatory status early.
"""

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
        yield from figures_of_an_old_label(block, rulebook)
        yield from harm_on_one_side(block, rulebook)
        if block.figure:
            yield from incomplete_figure(block, rulebook)
        else:
            yield from benefit_in_words(block, rulebook)


def check_scales(page, rulebook, today):
    if page.kind not in rulebook["no-evidence"].kinds:
        return
    shown = [block for block in page.blocks if block.scales]
    if not shown:
        yield rulebook["no-evidence"].finding("How strong the evidence is")
    for block in shown:
        if block.scales.people is None:
            yield rulebook["uncounted-people"].finding(block.place)
        elif not block.sources:
            yield rulebook["uncited-evidence"].finding(block.place)


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


def figures_of_an_old_label(block, rulebook):
    rule = rulebook["old-label"]
    if rule.sources & set(block.sources) and not rulebook.words["old_label"].search(block.text):
        yield rule.finding(block.place)


def harm_on_one_side(block, rulebook):
    if block.figure or rulebook.words["comparison"].search(block.text):
        return
    for sentence in sentences_in(block):
        if shares_in(sentence) and rulebook.words["side_effect"].search(sentence):
            yield rulebook["one-sided-harm"].finding(block.place, sentence)


CAUTIOUS = {"risks", "not_for", "unknowns", "warning"}


def check_balance(page, rulebook, today):
    if links_medicine_to_condition(page, rulebook):
        yield from early_status(page, rulebook)
    yield from harm_beside_benefit(page, rulebook)
    if page.kind in rulebook["benefit-without-limit"].kinds:
        yield from benefits_without_limit(page, rulebook)


def links_medicine_to_condition(page, rulebook):
    words = rulebook.words
    return any(
        words["medicine"].search(sentence) and words["condition"].search(sentence)
        for passage in page.passages
        for sentence in sentences_of(passage.text)
    )


def early_status(page, rulebook):
    rule = rulebook["late-status"]
    if not rulebook.words["status"].search(" ".join(page.text.split()[: rule.limit])):
        yield rule.finding("Status line")


def harm_beside_benefit(page, rulebook):
    if any(block.kind in CAUTIOUS for block in page.blocks):
        return
    safe = {
        block.section
        for block in page.blocks
        for link in block.links
        if rulebook.words["safety_page"].search(link.address)
    }
    for block in page.blocks:
        for sentence in benefit_sentences(block, rulebook):
            if block.section not in safe:
                yield rulebook["benefit-without-harm"].finding(block.place, sentence)
                return


def benefits_without_limit(page, rulebook):
    """The points of a list count as one paragraph, and so do the numbers of a figure."""
    for block in page.blocks:
        for text in paragraphs_of(block):
            benefits = [sentence for sentence in sentences_of(text) if sentence in benefit_sentences(block, rulebook)]
            if benefits and not rulebook.words["limit"].search(text):
                yield rulebook["benefit-without-limit"].finding(block.place, benefits[0])


def paragraphs_of(block):
    points = "\n".join(passage.text for passage in block.passages if passage.kind == Kind.POINT)
    return [*(passage.text for passage in block.passages if passage.kind == Kind.PARAGRAPH), points]


def benefit_sentences(block, rulebook):
    """Sentences that state a benefit and no limit to it. A figure counts as a whole, without its note."""
    if block.kind in CAUTIOUS:
        return []
    words = rulebook.words
    if block.figure and words["benefit"].search(block.figure.outcome):
        return [passage.text for passage in block.passages if passage.kind != Kind.PARAGRAPH]
    return [
        sentence
        for sentence in sentences_in(block)
        if words["benefit"].search(sentence) and not words["limit"].search(sentence)
    ]


def sentences_in(block):
    prose = [passage for passage in block.passages if passage.kind in (Kind.PARAGRAPH, Kind.POINT)]
    return [sentence for passage in prose for sentence in sentences_of(passage.text)]
