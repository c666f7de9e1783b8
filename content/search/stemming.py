"""The stems of words: to a search, "driving", "drives" and "drive" are one word.

SQLite and PostgreSQL each stem in their own way; done here, a search finds the same on both.
"""

import re
import unicodedata
from functools import lru_cache

from snowballstemmer.english_stemmer import EnglishStemmer


@lru_cache(maxsize=20_000)  # several times the words of a clinic's pages
def stem(word):
    """The stem of a word in lower case."""
    # A stemmer keeps the word that it works on, so threads cannot share one.
    return EnglishStemmer().stemWord(word)


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
    """In lower case, without accents and what nobody sees, such as a soft hyphen; "don't" is one word."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text)).casefold()
    return WORD.findall("".join(letter for letter in plain if not is_unseen(letter)))


def is_unseen(letter):
    return bool(unicodedata.combining(letter)) or unicodedata.category(letter) == "Cf"
