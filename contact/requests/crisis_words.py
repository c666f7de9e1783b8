"""Finds phrases that may mean that somebody is in danger. They raise the priority of a request, nothing else."""

import functools
import re
import unicodedata
from pathlib import Path

PHRASES = Path(__file__).parent / "crisis_phrases"
NOT_DANGER = "not:"
# Apostrophes, straight, curly and as accents.
INSIDE_WORDS = re.compile("['`\u00b4\u02bc\u2018\u2019]")
# Accents, and marks such as a zero-width space.
UNSEEN = {"Mn", "Cf"}
WORD = re.compile(r"[^\W_]+")
# Long forms and their contractions, without apostrophes.
SHORTENED = {
    "do not": "dont",
    "does not": "doesnt",
    "can not": "cant",
    "cannot": "cant",
    "would not": "wouldnt",
    "i am": "im",
    "going to": "gonna",
    "want to": "wanna",
}


def may_be_in_danger(*texts):
    """Whether any of the texts contains a phrase of contact/requests/crisis_phrases."""
    danger, innocent = patterns()
    return any(danger.search(innocent.sub(" ", in_plain_letters(text))) for text in texts if text)


def in_plain_letters(text):
    """Lower-case words with a space on each side, without accents and punctuation, contractions as typed."""
    letters = unicodedata.normalize("NFKD", INSIDE_WORDS.sub("", text.casefold()))
    bare = "".join(character for character in letters if unicodedata.category(character) not in UNSEEN)
    words = f" {' '.join(WORD.findall(bare))} "
    for long, short in SHORTENED.items():
        words = words.replace(f" {long} ", f" {short} ")
    return words


@functools.cache
def patterns():
    lines = [line.strip() for path in sorted(PHRASES.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    phrases = [line for line in lines if line and not line.startswith("#")]
    innocent = [phrase.removeprefix(NOT_DANGER) for phrase in phrases if phrase.startswith(NOT_DANGER)]
    danger = [phrase for phrase in phrases if not phrase.startswith(NOT_DANGER)]
    return any_of(danger), any_of(innocent)


def any_of(phrases):
    """Spaces are matched by look-around, because one space ends a word and starts the next."""
    plain = sorted({in_plain_letters(phrase).strip() for phrase in phrases}, key=len, reverse=True)
    return re.compile(f"(?<= )(?:{'|'.join(map(re.escape, plain))})(?= )")
