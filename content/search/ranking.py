"""Ranks the pages that answer a query, in the same way on every database."""

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import reduce
from math import log
from operator import or_

from django.db.models import Q
from wagtail.models import Page

from content.blocks.specific_pages import page_address
from content.models import SearchWord

from .answers import answer_to
from .stemming import stems_of
from .synonyms import synonyms_in

MOST_WORDS = 20  # bounds what one search can cost
# A synonym counts a little less than the word that was typed.
SYNONYM_WEIGHT = 0.8
# Pages with less than a quarter of the score of the best one only make the list longer.
WORTH_SHOWING = 0.25
# As difflib counts it: of two words of eight letters, six must agree.
SIMILARITY = 0.75


@dataclass(frozen=True)
class SearchResult:
    """`keys` of the pages, the best first. `is_guess` if a misspelt word was replaced by a similar one.

    `record` names the record of the clinic that answers the query, if there is one. `terms` has, for each stem that
    was looked for, the stems that mean the same.
    """

    keys: list
    terms: dict
    is_guess: bool = False
    is_danger: bool = False
    record: str = ""


def find(query):
    stems = list(dict.fromkeys(stems_of(query)))[:MOST_WORDS]
    # Asked once: whether pages are public is a query of its own.
    words = SearchWord.objects.filter(page__in=Page.objects.live().public())
    weights = weights_of(terms_of(stems), words)
    guesses = guessed(unknown_in(stems, weights))
    if guesses:
        stems = [guesses.get(stem, stem) for stem in stems]
        weights = weights_of(terms_of(stems), words)
    is_danger = any(synonym.is_danger for _, synonym in synonyms_in(stems))
    terms, answer = terms_of(stems), answer_to(query)
    keys = ranked(terms, weights)
    if answer is None:
        return SearchResult(keys, terms, bool(guesses), is_danger)
    first = keys_at(answer.page)
    # What was typed is answered, so no word of it was misspelt.
    return SearchResult([*first, *(key for key in keys if key not in first)], terms, False, is_danger, answer.record)


def keys_at(address):
    """The key of the page at this address, in a list; none where it is not public."""
    pages = Page.objects.live().public().filter(slug=address.rstrip("/").rpartition("/")[2])
    return [page.pk for page in pages if page_address(page.url_path) == address]


def unknown_in(stems, weights):
    """The stems by which no page is found, not even by their synonyms."""
    known = {stem for page in weights.values() for stem in page}
    return [typed for typed, meant in terms_of(stems).items() if not meant & known]


def terms_of(stems):
    """For each stem that was typed, the stems by which pages are found: itself and its synonyms."""
    terms = {stem: {stem} for stem in stems}
    for phrase, synonym in synonyms_in(stems):
        for stem in phrase:
            terms[stem] |= set(synonym.means)
    return terms


def weights_of(terms, words):
    """Of each page: how much it is about each stem."""
    wanted = {stem for stems in terms.values() for stem in stems}
    weights = defaultdict(dict)
    for key, stem, weight in words.filter(stem__in=wanted).values_list("page_id", "stem", "weight"):
        weights[key][stem] = weight
    return weights


def ranked(terms, weights):
    rarity = rarity_in(weights)
    scores = {key: score(terms, page, rarity) for key, page in weights.items()}
    best = max(scores.values(), default=0)
    worth = [key for key, value in scores.items() if value >= best * WORTH_SHOWING]
    return sorted(worth, key=lambda key: (-scores[key], key))


def rarity_in(weights):
    """Inverse document frequency: a word that few pages have counts more."""
    pages_with = defaultdict(int)
    for page in weights.values():
        for stem in page:
            pages_with[stem] += 1
    return {stem: log(1 + len(weights) / count) for stem, count in pages_with.items()}


def score(terms, page, rarity):
    """Pages that answer all of the query come before those that answer a part of it."""
    total, answered = 0, 0
    for typed, stems in terms.items():
        values = [page.get(stem, 0) * rarity.get(stem, 0) * (1 if stem == typed else SYNONYM_WEIGHT) for stem in stems]
        total += sum(values)
        answered += any(values)
    return total * answered / len(terms)


def guessed(unknown):
    """For each unknown stem, the known one most similar to it: people misspell the names of medicines."""
    long_enough = [stem for stem in unknown if len(stem) > 3 and stem.isalpha()]
    if not long_enough:
        return {}
    alike = reduce(or_, (Q(stem__gte=stem[0], stem__lt=chr(ord(stem[0]) + 1)) for stem in long_enough))
    # Distinct, so that the database reads its index only. A word of restricted pages alone finds no page.
    known = sorted(SearchWord.objects.filter(alike).values_list("stem", flat=True).distinct())
    matches = {stem: get_close_matches(stem, known, n=1, cutoff=SIMILARITY) for stem in long_enough}
    return {stem: match[0] for stem, match in matches.items() if match}
