"""Whether each figure comes with what a reader needs to judge it: the other group, the time, the people, the source."""

from .sentences import sentences_of
from .sourcing import shares_in


def check(page, rulebook, today):
    for block in page.blocks:
        if block.figure:
            yield from figure(block, rulebook)
        else:
            yield from benefit_in_words(block, rulebook)


def figure(block, rulebook):
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
