"""Sentences and paragraphs that ask too much breath."""

from .page import PROSE, Kind
from .sentences import is_question, sentences_of, words_of


def check(page, rulebook, today):
    for passage in page.seen:
        if passage.kind in PROSE or passage.kind == Kind.QUESTION:
            yield from long_sentences(passage, rulebook)
        if passage.kind == Kind.PARAGRAPH:
            yield from long_paragraph(passage, rulebook)


def long_sentences(passage, rulebook):
    for sentence in sentences_of(passage.text):
        count = len(words_of(sentence))
        for name in ("very-long-sentence", "long-sentence"):
            if count > rulebook[name].limit:
                yield rulebook[name].finding(passage.place, sentence, words=count)
                break


def long_paragraph(passage, rulebook):
    """A question that the paragraph opens with is a heading in all but name."""
    sentences = sentences_of(passage.text)
    count = len(sentences) - is_question(sentences[0]) if sentences else 0
    if count > rulebook["long-paragraph"].limit:
        yield rulebook["long-paragraph"].finding(passage.place, sentences[0], sentences=count)
