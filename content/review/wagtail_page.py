"""Reads a Wagtail page, saved or not, as its reviewers see it: from its fields and its body, without rendering it."""

from django.apps import apps
from django.db.models import CharField, TextField
from django.utils import timezone
from wagtail.models import Page as WagtailPage

from .page import Block, Kind, PageFacts, Passage, ReviewedPage
from .wagtail_block import things_chosen
from .wagtail_body import BodyReader

KINDS = {
    "title": Kind.TITLE,
    "seo_title": Kind.SEARCH_TITLE,
    "short_title": Kind.MENU_TITLE,
    "summary": Kind.SUMMARY,
    "status_line": Kind.STATUS,
    "search_description": Kind.DESCRIPTION,
    "what_changed": Kind.CHANGE,
}
NOT_WORDS = {"written_by", "reviewed_by", "reviewer_role"}


def clinics_today():
    return timezone.localdate()


def read_pages(pages):
    """The pages as reviewers see them. Sources and linked pages are looked up once for all of them.

    A link to a page that is gone, or not live, has no address.
    """
    pages = list(pages)
    source_ids, page_ids = things_chosen(page.body for page in pages)
    sources = dict(
        apps.get_model("content", "Source").objects.filter(pk__in=source_ids).values_list("pk", "identifier")
    )
    paths = dict(WagtailPage.objects.live().filter(pk__in=page_ids).values_list("pk", "url_path"))
    addresses = {pk: address_at(path) for pk, path in paths.items()}
    return [read_page(page, BodyReader(sources, addresses)) for page in pages]


def read_page(page, body_reader):
    return ReviewedPage(
        kind=page._meta.model_name.removesuffix("page"),
        address=address_at(page.url_path) if page.url_path else "",
        title=page.title,
        head=tuple(head_of(page)),
        blocks=(*body_reader.blocks_of(page.body), *structured_data_of(page)),
        facts=facts_of(page),
        evidence_level=getattr(page, "evidence_level", None),
    )


def address_at(url_path):
    """The path below Home, which is the address wherever the site stands."""
    return "/" + url_path.split("/", 2)[2]


def head_of(page):
    for name, kind in KINDS.items():
        if getattr(page, name, ""):
            yield Passage(getattr(page, name), label_of(page, name), kind)
    if getattr(page, "evidence_level", None):
        yield Passage(page.get_evidence_level_display(), label_of(page, "evidence_level"), Kind.LABEL)
    for field in own_words(page):
        if getattr(page, field.name):
            yield Passage(getattr(page, field.name), label_of(page, field.name), Kind.CELL)


def own_words(page):
    """The fields of words that this kind of page adds, such as those by which treatments are compared."""
    of_every_page = {field.name for field in WagtailPage._meta.get_fields()} | KINDS.keys() | NOT_WORDS
    fields = [field for field in page._meta.concrete_fields if isinstance(field, CharField | TextField)]
    return [field for field in fields if field.name not in of_every_page]


def label_of(page, name):
    label = page._meta.get_field(name).verbose_name
    return label[0].upper() + label[1:]


def facts_of(page):
    if not hasattr(page, "next_review_due"):
        return None
    return PageFacts(page.written_by, page.reviewed_by, page.last_reviewed, page.next_review_due)


def structured_data_of(page):
    """What a page tells search engines in `structured_data`, if it has any."""
    strings = tuple(strings_in(getattr(page, "structured_data", None)))
    passages = tuple(Passage(text, "Structured data", Kind.STRUCTURED_DATA) for text in strings)
    return [Block("structured_data", "Structured data", passages)] if passages else []


def strings_in(data):
    match data:
        case str():
            yield data
        case dict():
            yield from (text for value in data.values() for text in strings_in(value))
        case list() | tuple():
            yield from (text for value in data for text in strings_in(value))
