"""Finds phrases of somebody who may be in danger, however they are spelled, split or run together.

The phrases are those of contact/requests/crisis_phrases, for a clinician to keep. A word may have one slip ("myslef"),
if it is no other word; it may be spelled with digits ("k1ll"); a phrase may be split anywhere ("my self", "k i l l").
"""

import functools
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

LISTS = Path(__file__).parent / "crisis_phrases"
# What looks like a misspelled word of the lists and is a word.
REAL_WORDS = LISTS / "real_words.txt"
# Apostrophes, straight, curly and as accents.
INSIDE_WORDS = re.compile("['`\u00b4\u02bc\u2018\u2019]")
# Accents, and marks such as a zero-width space.
UNSEEN = {"Mn", "Cf"}
WORD = re.compile(r"[^\W_]+")
REPEATED = re.compile(r"(.)\1+", re.DOTALL)
# With signs that stand for a letter, such as in "k!ll".
DISGUISED = re.compile(r"[@$]?[^\W_]+(?:[@$!|*]+[^\W_]+)*")
LETTERS_OF_SIGNS = [str.maketrans(f"013457@$!|{one}", f"oieastasii{letter}", "*") for one, letter in ["1i", "1l"]]
# A long form and its contraction, without apostrophes. A phrase with one is found with the other, too.
SHORTENED = [
    ("do not", "dont"),
    ("does not", "doesnt"),
    ("is not", "isnt"),
    ("can not", "cant"),
    ("would not", "wouldnt"),
    ("will not", "wont"),
    ("i am", "im"),
    ("i will", "ill"),
    ("going to", "gonna"),
    ("want to", "wanna"),
    ("no more", "anymore"),
]
ANY_NUMBER = "#"
# Letters. Of shorter words most slips are words, so the lists name theirs ("also: die = di").
SHORTEST_MISSPELLED = 4
LONGEST_MISSPELLED = 24
# Spelled as it sounds, in English and Spanish: "suisidio", "kiero", "bibir".
SOUNDS = [("qu", "k"), ("ph", "f"), ("ck", "k"), ("ce", "se"), ("ci", "si"), ("h", ""), ("y", "i")]
SAME_SOUND = str.maketrans("czqv", "kskb")


def danger_phrases(answers):
    """The phrases found in any of the answers, in the words of the lists."""
    found = dict.fromkeys(phrase for answer in answers for phrase in found_in(answer))
    return [one for one in found if not any(one != other and one in other for other in found)]


def found_in(text):
    """The phrases found in the text, each once."""
    lists = read_lists()
    letters = plain_letters(text)
    readings = [WORD.findall(letters)]
    if (disguised := DISGUISED.findall(letters)) != readings[0]:
        readings.append(disguised)
    return list(dict.fromkeys(phrase for words in readings for phrase in lists.found_in_words(words)))


def plain_letters(text):
    """Lower case, without accents and apostrophes."""
    letters = unicodedata.normalize("NFKD", INSIDE_WORDS.sub("", str(text).casefold()))
    return "".join(character for character in letters if unicodedata.category(character) not in UNSEEN)


def squeeze(word):
    """Each letter once in a row, because people type "killl" and "wana"."""
    return REPEATED.sub(r"\1", word)


def join(start, word):
    return start + (word[1:] if start[-1:] == word[:1] else word)


def sound_of(word):
    for written, sound in SOUNDS:
        word = word.replace(written, sound)
    return squeeze(word.translate(SAME_SOUND))


def without_one_letter(word):
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def near_spellings(word):
    """Two words of which one is a misspelling of the other have one of these in common."""
    return {key for form in {word, sound_of(word)} for key in {form, *without_one_letter(form)}}


def is_misspelling(typed, word):
    """Whether there is one slip at most, as written or as it sounds. Hardly anybody slips at the first letter."""
    sounds = sound_of(typed), sound_of(word)
    return sounds[0][:1] == sounds[1][:1] and (is_one_slip(*sounds) or is_one_slip(typed, word))


def is_one_slip(one, other):
    """Whether a letter is missing, added, wrong or changed places with the next one."""
    place = next((place for place, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), None)
    if place is None:
        return abs(len(one) - len(other)) <= 1
    rest, rest_of_other = one[place:], other[place:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return rest_of_other in {rest[1:], swapped} or rest_of_other[1:] in {rest, rest[1:]}


def spellings(phrase):
    """The phrase with long forms and with contractions."""
    found = {phrase}
    for pair in SHORTENED:
        for old, new in (pair, pair[::-1]):
            found |= {f" {one} ".replace(f" {old} ", f" {new} ").strip() for one in found}
    return found


@dataclass
class Phrases:
    """Phrases without their spaces, and all beginnings of these."""

    listed: dict = field(default_factory=dict)
    beginnings: set = field(default_factory=set)

    def add(self, phrase):
        for spelling in spellings(phrase):
            whole = functools.reduce(join, map(squeeze, spelling.split()), "")
            self.listed.setdefault(whole, phrase)
            self.beginnings |= {whole[:end] for end in range(1, len(whole) + 1)}

    def found_in(self, readings, skipped):
        """Each phrase with the places of its first word and after its last. `readings` are those of each word.

        Goes through the words once, with all that has begun, so that no text takes long.
        """
        begun = {}
        for place, words in enumerate(readings):
            going_on = {start: first for start, first in begun.items() if words & skipped}
            for start, first in [*begun.items(), ("", place)]:
                for whole in {join(start, word) for word in words} & self.beginnings:
                    going_on.setdefault(whole, first)
                    if whole in self.listed:
                        yield self.listed[whole], first, place + 1
            begun = going_on


def is_taken_out(span, innocent):
    """What is longer at both ends, or at one, says more than the innocent words in it."""
    (first, end), (first_innocent, end_innocent) = span, innocent
    overlaps = first < end_innocent and first_innocent < end
    contains = first <= first_innocent and end_innocent <= end and span != innocent
    return overlaps and not contains


@dataclass
class Lists:
    danger: Phrases = field(default_factory=Phrases)
    innocent: Phrases = field(default_factory=Phrases)
    skipped: set = field(default_factory=set)
    also: dict = field(default_factory=dict)
    words: set = field(default_factory=set)
    by_spelling: dict = field(default_factory=dict)

    def add(self, line):
        kind, colon, words = line.rpartition(":")
        if kind == "also":
            word, _, others = words.partition("=")
            for other in others.split(","):
                self.also.setdefault(squeeze(other.strip()), set()).add(squeeze(word.strip()))
        elif kind == "skip":
            self.skipped |= {squeeze(word) for word in words.split()}
        else:
            (self.innocent if colon else self.danger).add(words.strip())
            self.words |= {word for spelling in spellings(words.strip()) for word in spelling.split()}

    def listen(self):
        """Prepares the look-up of misspelled words, and of whole phrases that are run together."""
        phrases = {spelling for phrase in self.danger.listed.values() for spelling in spellings(phrase)}
        words = {word for phrase in phrases for word in phrase.split()}
        for word in {*words, *self.danger.listed}:
            if SHORTEST_MISSPELLED <= len(word) <= LONGEST_MISSPELLED:
                short = squeeze(word)
                for key in near_spellings(short):
                    self.by_spelling.setdefault(key, set()).add(short)

    def found_in_words(self, words):
        """Without what stands in words that say nothing about danger, or overlaps them."""
        meant = [self.as_meant(word) for word in words]
        innocent = [span for _, *span in self.innocent.found_in(meant, self.skipped)]
        readings = [one | self.as_misspelled(word) for one, word in zip(meant, words, strict=True)]
        found = list(self.danger.found_in(readings, self.skipped))
        return [phrase for phrase, *span in found if not any(is_taken_out(span, by) for by in innocent)]

    def as_meant(self, word):
        """The word, and what it is a usual other spelling of."""
        if word.isdigit():
            return {word, ANY_NUMBER, *self.also.get(word, ())}
        found = {squeeze(word)}
        if not word.isalpha():
            found |= {squeeze(word.translate(signs)) for signs in LETTERS_OF_SIGNS}
        return found.union(*(self.also.get(one, ()) for one in found))

    def as_misspelled(self, word):
        """The words of danger that it may be meant as, if it is no word itself."""
        word = word.translate(LETTERS_OF_SIGNS[0])
        if word in self.words or not SHORTEST_MISSPELLED - 1 <= len(word) <= LONGEST_MISSPELLED:
            return set()
        word = squeeze(word)
        near = set().union(*(self.by_spelling.get(key, ()) for key in near_spellings(word)))
        return {one for one in near if is_misspelling(word, one)}


@functools.cache
def read_lists():
    lists = Lists()
    for path in sorted(set(LISTS.glob("*.txt")) - {REAL_WORDS}):
        for line in lines_of(path):
            lists.add(line)
    lists.listen()
    lists.words |= {word for line in lines_of(REAL_WORDS) for word in line.split()}
    return lists


def lines_of(path):
    lines = [plain_letters(line).strip() for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]
