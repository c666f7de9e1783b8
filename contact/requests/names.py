"""Names of the world, as they are compared: by letters, in all the ways in which one name is written."""

import re
import unicodedata
from itertools import groupby

from anyascii import anyascii

# "Kaʻahumanu" has an ʻokina, which Unicode counts among the letters.
APOSTROPHES = "'’‘ʼʻʹʽ′`´ʿʾꞌ՚׳＇"
# Other spellings of a letter, besides the one without its mark: "Müller" is "Mueller" too.
SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ə": "a", "ŋ": "n", "þ": "t", "đ": "dj", "ñ": "ny"}
)
# Writers of Arabic, Hebrew and Persian put these or leave them; ё and е are one letter to most writers of Russian.
INTERCHANGED = str.maketrans("أإآٱىةکیےё", "اااايهكييе")
TATWEEL = "ـ"
# As often as people write a name in one word or in several: "De La Cruz", "Te-Ika-a-Māui".
MOST_JOINED = 4
# A search for "Dr. Jane Q. Doe" means Jane Doe. Only words that are nobody's name.
TITLES = {"dr", "dra", "drs", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "sir", "rev", "mme", "mlle", "herr"}
TITLES |= {"frau", "sr", "sra", "srta", "jr", "ii", "iii", "md", "phd", "rn"}


def name_tokens(typed):
    """The words of a name, in small letters and with their marks: "O'Connor" has two."""
    for apostrophe in APOSTROPHES:
        typed = typed.replace(apostrophe, " ")
    # Some are first a mark and then a letter, and a Turkish dotted I becomes an i with a dot above.
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", typed).casefold())
    kept = [character for character in text if unicodedata.category(character) != "Cf"]
    words = groupby(kept, key=is_of_a_word)
    return [unicodedata.normalize("NFC", "".join(word)) for is_word, word in words if is_word]


def is_of_a_word(character):
    return unicodedata.category(character)[0] in "LMN" and character != TATWEEL


def spellings(word):
    """How else this word of a name is written in its script; the first is the usual one."""
    return [bare(word), bare(word.translate(SPELLED_OUT))]


def bare(word):
    """Without the marks that people leave out. In scripts where a mark makes another letter it stays."""
    return unicodedata.normalize("NFC", "".join(bare_letter(letter) for letter in word.translate(INTERCHANGED)))


def bare_letter(letter):
    base = unicodedata.normalize("NFD", letter)[0]
    script = unicodedata.name(base, "").partition(" ")[0]
    if script == "LATIN":
        return anyascii(base).lower()
    if script == "GREEK":
        return base
    if script in {"ARABIC", "HEBREW", "COMBINING"} and unicodedata.category(letter) == "Mn":
        return ""
    return letter


def in_latin(word):
    """As staff may type a name that came in another script."""
    return re.sub(r"[^a-z0-9]", "", anyascii(word).lower())


def runs(tokens):
    """Runs of neighbors, which may be written as one word: (start, end) for each."""
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + MOST_JOINED, len(tokens)) + 1):
            yield start, end


def name_parts(typed):
    """All the words that find a name: each by itself and joined with its neighbors."""
    tokens = name_tokens(typed)
    joined = ["".join(tokens[start:end]) for start, end in runs(tokens)]
    words = [word for word in joined if not is_initial(word)] or tokens
    return {spelling for word in words for spelling in [*spellings(word), in_latin(word)] if spelling}


def ways_to_find(typed):
    """For each word of a search, the parts of a name that it may be: alone, or in one word with its neighbors.

    Titles and initials are no condition, if other words are left.
    """
    tokens = name_tokens(typed)
    telling = [place for place, word in enumerate(tokens) if word not in TITLES and not is_initial(word)]
    for place in telling or range(len(tokens)):
        joined = ["".join(tokens[start:end]) for start, end in runs(tokens) if start <= place < end]
        yield {spelling for word in joined for spelling in spellings(word)}


def is_initial(word):
    """One letter, in a script that has capitals: in others, one letter can be a name."""
    return len(word) == 1 and word.upper() != word.lower()


def normalize_name(typed):
    """The whole name. Case, accents, punctuation and the order of its words do not matter."""
    return " ".join(sorted(bare(word) for word in name_tokens(typed)))
