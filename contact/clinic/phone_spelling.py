"""What was typed as a phone number, in plain digits: from any script, full width, "dash", "two one two", "O" for 0."""

import re
import unicodedata
from dataclasses import dataclass

DIGIT_WORDS = dict(zip("zero one two three four five six seven eight nine".split(), "0123456789", strict=True))
DIGIT_WORDS |= {"oh": "0", "o": "0"}
DIGIT_WORD = rf"(?:{'|'.join(DIGIT_WORDS)})"
# As many as a number without its area code has: "call me after two" is none.
SPELLED_DIGITS = re.compile(rf"\b{DIGIT_WORD}(?:[\s,.-]{{1,3}}{DIGIT_WORD}){{6,}}\b", re.IGNORECASE)
SPELLED_SEPARATOR = re.compile(
    r"(?<=\d)[\s.]{0,3}\b(?:dash|hyphen|minus|dot|point|period|slash|space)\b[\s.]{0,3}(?=[\d(])", re.IGNORECASE
)
SPELLED_PLUS = re.compile(r"\bplus\s{0,3}(?=\d)", re.IGNORECASE)
# "8OO" and "2l2": letters that look like a digit, among digits.
LOOKS_LIKE_DIGITS = re.compile(r"(?<![^\W_])(?=[OoIl]*\d)(?=\d*[OoIl])[\dOoIl]{3,}(?![^\W_])")
LOOK_ALIKES = str.maketrans("OoIl", "0011")


@dataclass
class Spelling:
    """A text in plain digits that knows from where in the text as typed each of its characters comes."""

    text: str
    places: list[int]

    def span(self, start, end):
        """Where in the text as typed these characters are."""
        return self.places[start], self.places[end - 1] + 1

    def replace(self, pattern, words):
        """`words` makes the new text of a match."""
        for match in reversed(list(pattern.finditer(self.text))):
            start, end = match.span()
            new = words(match.group())
            # Each new character stands for the beginning of the old text, the last one for its end.
            places = [*[self.places[start]] * (len(new) - 1), self.places[end - 1]] if new else []
            self.text = self.text[:start] + new + self.text[end:]
            self.places[start:end] = places


def plain_spelling(typed):
    places = [place for place, character in enumerate(typed) if not is_invisible(character)]
    spelling = Spelling("".join(plain_character(typed[place]) for place in places), places)
    spelling.replace(SPELLED_DIGITS, digits_of_words)
    spelling.replace(SPELLED_SEPARATOR, lambda words: "-")
    spelling.replace(SPELLED_PLUS, lambda words: "+")
    spelling.replace(LOOKS_LIKE_DIGITS, lambda word: word.translate(LOOK_ALIKES))
    return spelling


def is_invisible(character):
    return unicodedata.category(character) in {"Cf", "Mn", "Me"}


def plain_character(character):
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    category = unicodedata.category(character)
    if category == "Pd" or character in "_\N{MINUS SIGN}":
        return "-"
    if category in {"Zs", "Cc"}:
        return " "
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def digits_of_words(words):
    return "".join(DIGIT_WORDS[word] for word in re.findall(r"\w+", words.lower()))
