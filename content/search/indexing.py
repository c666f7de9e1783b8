"""Keeps the index of live pages up to date. Drafts are not indexed."""

from collections import defaultdict

from django.db import transaction
from django.db.models.signals import post_save

from content.blocks.sections import TAKEN, unique_anchor
from content.models import PAGE_TYPES, SearchWord
from content.page_review.page_reader import read_pages
from content.review.page import Kind

from .stemming import stems_of

# How much a word counts by where it stands; 1 if not listed. A title counts as ten mentions in the text.
WEIGHTS = {
    Kind.TITLE: 10,
    Kind.SEARCH_TITLE: 6,
    Kind.MENU_TITLE: 6,
    Kind.SUMMARY: 4,
    Kind.DESCRIPTION: 4,
    Kind.HEADING: 4,
    Kind.QUESTION: 3,
    Kind.STRUCTURED_DATA: 0,
}
# Term frequency saturates, and is relative to the length of the page, as in BM25: on a page of the usual length a
# weight of SATURATION counts half.
USUAL_LENGTH = 700
SATURATION = 6
LONGEST_STEM = SearchWord._meta.get_field("stem").max_length
BATCH = 50  # pages read and locked at once
FIELDS = ("stem", "weight", "section", "anchor")
# These blocks name subjects without explaining them.
BLOCKS_WITHOUT_ANSWERS = {"key_points", "questions", "related_pages"}


def update_index(sender, instance, raw=False, update_fields=None, **kwargs):
    """Saving a draft passes `update_fields`; a page that is saved without is saved as it is shown."""
    if not raw and (update_fields is None or "live" in update_fields):
        index([instance])


for page_type in PAGE_TYPES:
    post_save.connect(update_index, sender=page_type, dispatch_uid=f"search words of {page_type.__name__}")


def index_all():
    """Indexes all live pages, some at a time. Returns their number."""
    SearchWord.objects.filter(page__live=False).delete()
    return sum(index_live(page_type.objects.all()) for page_type in PAGE_TYPES)


def index_live(pages):
    keys = list(pages.live().values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        # Locked, because somebody may publish one of them meanwhile.
        index(pages.model.objects.select_for_update().filter(pk__in=keys[start : start + BATCH]))
    return len(keys)


@transaction.atomic
def index(pages):
    """Writes the words of those of the pages whose words are others than before."""
    pages = list(pages)
    stored, words = stored_words(pages), words_of(pages)
    changed = [page.pk for page in pages if words[page.pk] != stored[page.pk]]
    if changed:
        SearchWord.objects.filter(page__in=changed).delete()
        SearchWord.objects.bulk_create(
            SearchWord(page_id=key, **dict(zip(FIELDS, word, strict=True))) for key in changed for word in words[key]
        )


def stored_words(pages):
    """For each page: its words as they are in the index."""
    words = defaultdict(set)
    rows = SearchWord.objects.filter(page__in=[page.pk for page in pages])
    for key, *word in rows.values_list("page_id", *FIELDS):
        words[key].add(tuple(word))
    return words


def words_of(pages):
    """For each page: its words as they should be in the index; none for one that is not live."""
    live = [page for page in pages if page.live]
    words = {page.pk: set(index_entries(reviewed)) for page, reviewed in zip(live, read_pages(live), strict=True)}
    return defaultdict(set, words)


def index_entries(reviewed):
    """Each stem of the page with its weight and the section that has most of it, if it is in a section at all."""
    sections = sections_by_stem(reviewed)
    for stem, weight in stem_weights(reviewed).items():
        parts = sections.get(stem)
        yield stem, weight, *(max(parts, key=parts.get) if parts else ("", ""))


def sections_by_stem(reviewed):
    """For each stem: how much of it is in each section."""
    sums = defaultdict(lambda: defaultdict(int))
    for part, block in in_sections(reviewed.blocks):
        for passage in block.passages:
            for stem in stems_of(passage.text):
                sums[stem[:LONGEST_STEM]][part] += WEIGHTS.get(passage.kind, 1)
    return sums


def in_sections(blocks):
    """Each block that stands in a section, with the title and the anchor of that section as the page shows it."""
    part, anchors = None, set(TAKEN)
    for block in blocks:
        opened = next((passage.text for passage in block.passages if passage.level == 2), None)
        if opened is not None:
            part = (opened, unique_anchor(opened, anchors))
        if part and block.kind not in BLOCKS_WITHOUT_ANSWERS:
            yield part, block


def stem_weights(reviewed):
    """Each stem of the page with its weight, between 0 and 1."""
    sums, length = defaultdict(int), 0
    for passage in reviewed.passages:
        stems = stems_of(passage.text)
        length += len(stems)
        for stem in stems:
            sums[stem[:LONGEST_STEM]] += WEIGHTS.get(passage.kind, 1)
    damping = SATURATION * (0.5 + 0.5 * length / USUAL_LENGTH)
    return {stem: total / (total + damping) for stem, total in sums.items() if total}
