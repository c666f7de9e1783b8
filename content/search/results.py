"""The pages of a search result, with what the list shows of each."""

import json
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import TextField, Value
from django.db.models.functions import Cast

from content.blocks.scales import Pair, in_short, pairs_of
from content.blocks.specific_pages import page_address
from content.models import PAGE_TYPES, ConditionPage, SearchWord

# Synonyms decide which page answers, but hardly which section of it is named: there the typed words count.
SYNONYM_PART_WEIGHT = 0.2
FIELDS = ("pk", "url_path", "title", "summary")


@dataclass(frozen=True)
class FoundPage:
    title: str
    url: str
    summary: str
    evidence_in_short: Pair | None = None
    part: str = ""
    part_url: str = ""


def results_for(keys, terms):
    """In the order of the keys, in two queries for all page types."""
    first, *others = [rows_of(page_type, keys) for page_type in PAGE_TYPES]
    rows = {key: fields for key, *fields in first.union(*others, all=True)} if keys else {}
    parts = best_parts(keys, terms)
    return [result_of(*rows[key], *parts.get(key, ("", ""))) for key in keys if key in rows]


def best_parts(keys, terms):
    """Of each page: title and anchor of the section that says most about these terms."""
    meant = {stem for stems in terms.values() for stem in stems}
    votes = defaultdict(lambda: defaultdict(float))
    words = SearchWord.objects.filter(page__in=keys, stem__in=meant).exclude(anchor="")
    for key, stem, weight, *part in words.values_list("page_id", "stem", "weight", "section", "anchor").order_by("pk"):
        votes[key][tuple(part)] += weight * (1 if stem in terms else SYNONYM_PART_WEIGHT)
    return {key: max(parts, key=parts.get) for key, parts in votes.items()}


def rows_of(page_type, keys):
    pages = page_type.objects.filter(pk__in=keys).order_by()
    evidence = "evidence" if page_type is ConditionPage else Value("")
    return pages.annotate(studied=Cast(evidence, TextField())).values_list(*FIELDS, "studied")


def result_of(url_path, title, summary, studied, part, anchor):
    url = page_address(url_path)
    evidence = in_short(pairs_of(json.loads(studied or "[]")))
    return FoundPage(title, url, summary, evidence, part, f"{url}#{anchor}" if anchor else "")
