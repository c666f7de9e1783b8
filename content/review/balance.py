"""Whether a page that names a benefit also names risks and doubts, and states the regulatory status early."""

from .page import Kind
from .reading import sentences_of, words_of

CAUTIOUS = {"risks", "not_for", "unknowns", "warning"}


def check_balance(page, rulebook, today):
    if links_medicine_to_condition(page, rulebook):
        yield from early_status(page, rulebook)
    yield from harm_beside_benefit(page, rulebook)
    if page.kind in rulebook["lopsided"].kinds:
        yield from weights(page, rulebook)


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


def weights(page, rulebook):
    benefit = sum(words_in(benefit_sentences(block, rulebook)) for block in page.blocks)
    caution = sum(caution_words(block, rulebook) for block in page.blocks)
    if caution < benefit:
        yield rulebook["lopsided"].finding(page.title, benefit=benefit, caution=caution)


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


def caution_words(block, rulebook):
    if block.kind in CAUTIOUS:
        return words_in(passage.text for passage in block.passages)
    return words_in(sentence for sentence in sentences_in(block) if rulebook.words["limit"].search(sentence))


def sentences_in(block):
    prose = [passage for passage in block.passages if passage.kind in (Kind.PARAGRAPH, Kind.POINT)]
    return [sentence for passage in prose for sentence in sentences_of(passage.text)]


def words_in(texts):
    return sum(len(words_of(text)) for text in texts)
