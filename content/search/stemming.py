"""The stems of words: to a search, "driving", "drives" and "drive" are one word.

The stemmer is that of M. F. Porter (1980). SQLite and PostgreSQL each stem in their own way; done here, a search finds
the same on both.
"""

import re
import unicodedata
from functools import lru_cache

STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "abli": "able", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
}  # fmt: skip
STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
STEP_4 = dict.fromkeys(
    "al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize".split(),
    "",
)
SHORTEST = 3
DOUBLE = re.compile(r"([^aeiouylsz])\1$")


@lru_cache(maxsize=20_000)
def stem(word):
    """The stem of a word in lower case."""
    if len(word) < SHORTEST or not word.isascii() or not word.isalpha():
        return word
    word = without_plural(word)
    word = without_past(word)
    if word.endswith("y") and has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = shortened(word, STEP_2, more_than=0)
    word = shortened(word, STEP_3, more_than=0)
    word = shortened(word, STEP_4, more_than=1)
    return without_last_letter(word)


def without_plural(word):
    for ending, instead in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    return word


def without_past(word):
    if word.endswith("eed"):
        return word[:-1] if measure(word[:-3]) else word
    for ending in ("ed", "ing"):
        rest = word.removesuffix(ending)
        if rest != word and has_vowel(rest):
            return restored(rest)
    return word


def restored(word):
    """Restores the end of the stem: "driv" becomes "drive", and "stopp" becomes "stop"."""
    if word.endswith(("at", "bl", "iz")) or (measure(word) == 1 and ends_short(word)):
        return word + "e"
    return word[:-1] if DOUBLE.search(word) else word


def shortened(word, endings, more_than):
    ending = max((ending for ending in endings if word.endswith(ending)), key=len, default="")
    rest = word[: len(word) - len(ending)]
    if not ending or measure(rest) <= more_than or (ending == "ion" and not rest.endswith(("s", "t"))):
        return word
    return rest + endings[ending]


def without_last_letter(word):
    rest = word[:-1]
    if word.endswith("e") and (measure(rest) > 1 or (measure(rest) == 1 and not ends_short(rest))):
        return rest
    return rest if word.endswith("ll") and measure(rest) > 1 else word


def measure(word):
    """How often a vowel is followed by a consonant."""
    return sounds(word).count("vc")


def has_vowel(word):
    return "v" in sounds(word)


def ends_short(word):
    """Ends in consonant, vowel, consonant, as "hop" does."""
    return sounds(word)[-3:] == "cvc" and word[-1] not in "wxy"


def sounds(word):
    """A letter for each: v or c. A y after a consonant is a vowel."""
    kinds = ""
    for letter in word:
        is_vowel = letter in "aeiou" or (letter == "y" and kinds.endswith("c"))
        kinds += "v" if is_vowel else "c"
    return kinds


WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile("['\u2018\u2019]")
# Words that say nothing about what somebody looks for.
STOP_WORDS = frozenset(
    """
    a about am an and any are as at be been being but by can could did do does done for from get gets give given go
    goes going got had has have having he her him his how i if in into is it its ive im just kind lot make makes may me
    mean means might more most much my need no not of on one or other our out please really she should so some tell
    than that the their them then there these they thing things this those to too up us very want was we were what
    when where which while who whom why will with would you your youre dont doesnt cant isnt arent wont didnt wasnt
    """.split()
)


def stems_of(text):
    """In the order of the words, with repetitions."""
    return [stem(word) for word in tokenize(text) if word not in STOP_WORDS]


def tokenize(text):
    """In lower case, without accents; "don't" is one word."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text)).casefold()
    return WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
