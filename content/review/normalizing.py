"""Evens out how words are written before a rule looks for them: hyphens, spaces, quotes, plurals and other forms."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from snowballstemmer.english_stemmer import EnglishStemmer

# Quotes and hyphens of every kind; characters that nobody sees.
PLAIN = str.maketrans(dict.fromkeys("‘’‛ʼ′`´", "'") | dict.fromkeys("“”„‟″", '"')) | str.maketrans(  # noqa: RUF001
    dict.fromkeys("‐‑‒−﹣－", "-") | dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff", "")  # noqa: RUF001
)
SPACES = re.compile(r"[^\S\n]+")
WEB_ADDRESS = re.compile(r"https?://\S+")


def plain(text):
    """The text with one kind of quote, hyphen and space, without web addresses, whose words are no sentence."""
    return SPACES.sub(" ", WEB_ADDRESS.sub("", text).translate(PLAIN))


@lru_cache(maxsize=20_000)
def stem(word):
    return EnglishStemmer().stemWord(word)


TOKEN = re.compile(r"\w+(?:'\w+)*|[^\w\s'\"-]")
SHORT = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'d": "would", "'m": "am"}
ENDING = re.compile(r"(n't|'(?:ll|re|ve|d|m|s))$")
IS = {"it", "that", "there", "here", "what", "who", "he", "she", "this", "everything", "nothing"}
IRREGULAR = {"cannot": ("can", "not"), "can't": ("can", "not"), "won't": ("will", "not"), "ain't": ("is", "not")}


def written_out(token):
    """ "isn't" as "is" and "not"; "clinic's" as "clinic"."""
    if token in IRREGULAR:
        return IRREGULAR[token]
    short = ENDING.search(token)
    if not short:
        return (token,)
    word = token[: short.start()]
    if short[0] == "'s":
        return (word, "is") if word in IS else (word,)
    return (word, SHORT[short[0]])


@dataclass(frozen=True)
class Stems:
    """The stems of a text with a space between; `starts` says where each stands here, `spans` where in the text."""

    text: str
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    def span(self, start, end):
        """Where in the text itself the stems from `start` to `end` stand."""
        first, last = (bisect_right(self.starts, position) - 1 for position in (start, max(start, end - 1)))
        return self.spans[first][0], self.spans[last][1]


def stems_of(text):
    pieces, starts, spans, length = [], [], [], 0
    for token in TOKEN.finditer(text.lower()):
        for word in written_out(token[0]):
            pieces.append(stem(word))
            starts.append(length)
            spans.append(token.span())
            length += len(pieces[-1]) + 1
    return Stems(" ".join(pieces), tuple(starts), tuple(spans))


# The parts of a regular expression that are not words of its own.
NOT_WORDS = r"\\.|\[(?:\\.|[^\]\\]){0,99}\]|\(\?(?:P<\w+>|<?[=!]|[a-z-]*:)|\{[\d,]*\}"
PART = re.compile(rf"{NOT_WORDS}|(?P<word>[a-z]+)|(?P<space> )|(?P<hyphen>-(?=[a-z(?]))")


def loosely_spaced(expression):
    """A regular expression for which "side effect", "side-effect" and a hyphen that is left out are the same."""

    def loosen(part):
        if part["hyphen"]:
            return "[- ]" if expression[part.end() : part.end() + 1] == "?" else "[- ]?"
        return "[- ]" if part["space"] else part[0]

    return PART.sub(loosen, expression)


# Up to so many words in between.
NEAR, FAR = r"(?: \w+){0,3} ", r"(?: [\w,]+){0,8} "


def phrase(words):
    """The regular expression for words in any form, to be matched with stems: ".." stands for up to 3 words between
    them, "..." for up to 8.
    """
    expression = PART.sub(lambda part: stem(part[0]) if part["word"] else part[0], words)
    return rf"(?<!\S)(?:{expression.replace(' ... ', FAR).replace(' .. ', NEAR)})(?!\S)"


ESCAPE = re.compile(r"\\.")
SPELLED = re.compile(r"(?<![a-z])([a-z]{3,})(\?|\(\?:([a-z|]+)\))?")


def words_spelled_in(expressions):
    """The words that regular expressions spell out, with the endings that stand behind them."""
    found = set()
    for expression in expressions:
        for word, ending, endings in SPELLED.findall(ESCAPE.sub(" ", expression)):
            found |= {word, *(word + one for one in endings.split("|"))} | ({word[:-1]} if ending == "?" else set())
    return found


WORD = re.compile(r"[A-Za-z]{4,}")


class Respelling:
    """Puts a form that the rules spell out for a word that they spell in other forms only: "miracle" for "miracles"."""

    def __init__(self, expressions):
        self.spelled = words_spelled_in(expressions)
        self.by_stem = {stem(word): word for word in sorted(self.spelled, key=len, reverse=True)}

    def __call__(self, text):
        return WORD.sub(self.respell, text)

    def respell(self, found):
        word = found[0].lower()
        if word in self.spelled:
            return found[0]
        other = self.by_stem.get(stem(word))
        if other is None:
            return found[0]
        return other.capitalize() if found[0][0].isupper() else other
