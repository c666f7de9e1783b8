"""Takes passages apart into sentences and words."""

import re

# A full stop after one of these ends no sentence.
ABBREVIATIONS = r"(?:Dr|Mr|Mrs|Ms|St|vs|No|Fig|al|approx|e\.g|i\.e|U\.S|a\.m|p\.m|Jr|Sr|Inc|Ltd|Prof|J|Am|Psychiatry)"
OPENING, CLOSING = r"[\"'\u201c\u2018(\[]*", r"[\"'\u201d\u2019)\]]*"
STOP = re.compile(rf"([.!?\u2026]+{CLOSING})\s+(?={OPENING}[A-Z0-9\u2605])")
ENDS_IN_ABBREVIATION = re.compile(rf"\b{ABBREVIATIONS}\.$")
WORD = re.compile(r"[A-Za-z0-9]+(?:['\u2019.,/-][A-Za-z0-9]+)*")


def sentences_of(text):
    """The sentences of a text; a line is a sentence of its own."""
    return [sentence for line in text.splitlines() for sentence in sentences_of_line(line.strip())]


def sentences_of_line(line):
    found, start = [], 0
    for stop in STOP.finditer(line):
        sentence = line[start : stop.end(1)]
        if not ENDS_IN_ABBREVIATION.search(sentence):
            found.append(sentence)
            start = stop.end()
    return [sentence for sentence in (*found, line[start:]) if sentence]


def words_of(text):
    return WORD.findall(text)


def is_question(sentence):
    return sentence.rstrip("\"'\u201d\u2019)").endswith("?")
