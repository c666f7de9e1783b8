"""The words of a text by which it is found."""

import re
import unicodedata

from .stemming import stem

WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile("['\u2018\u2019]")
# Words that say nothing of what somebody looks for.
EMPTY = frozenset(
    """
    a about am an and any are as at be been being but by can could did do does done for from get gets give given go
    goes going got had has have having he her him his how i if in into is it its ive im just kind lot make makes may me
    mean means might more most much my need no not of on one or other our out please really she should so some tell
    than that the their them then there these they thing things this those to too up us very want was we were what
    when where which while who whom why will with would you your youre dont doesnt cant isnt arent wont didnt wasnt
    """.split()
)


def stems_of(text):
    """In the order of the words, each as often as it is there."""
    return [stem(word) for word in words_of(text) if word not in EMPTY]


def words_of(text):
    """In lower case, without accents; "don't" is one word."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text)).casefold()
    return WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
