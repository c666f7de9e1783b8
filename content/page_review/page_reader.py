"""Reads a Wagtail page, saved or not, into a ReviewedPage: from its fields and its body, without rendering it."""

from django.apps import apps
from django.db.models import CharField, TextField
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.models import Page as WagtailPage

from content.blocks.sections import section_title_of
from content.blocks.specific_pages import page_address
from content.review.page import Block, Kind, Passage, ReviewedPage, ReviewMetadata

from .block_reader import BlockReader, things_chosen

KIND_OF_FIELD = {
    "title": Kind.TITLE,
    "seo_title": Kind.SEARCH_TITLE,
    "short_title": Kind.MENU_TITLE,
    "summary": Kind.SUMMARY,
    "status_line": Kind.STATUS,
    "search_description": Kind.DESCRIPTION,
    "what_changed": Kind.CHANGE,
}
NOT_WORDS = {"written_by", "reviewed_by", "reviewer_role"}


def read_pages(pages):
    """Sources and linked pages are looked up once for all pages.

    A link to a page that is gone, or not live, has no address.
    """
    pages = list(pages)
    source_ids, page_ids = things_chosen(stream for page in pages for stream in streams_of(page))
    sources = dict(
        apps.get_model("content", "Source").objects.filter(pk__in=source_ids).values_list("pk", "identifier")
    )
    paths = dict(WagtailPage.objects.live().filter(pk__in=page_ids).values_list("pk", "url_path"))
    addresses = {pk: page_address(path) for pk, path in paths.items()}
    return [read_page(page, BodyReader(sources, addresses)) for page in pages]


def read_page(page, body_reader):
    return ReviewedPage(
        kind=page._meta.model_name.removesuffix("page"),
        address=page_address(page.url_path),
        title=page.title,
        head=tuple(head_of(page)),
        blocks=(*blocks_of(page, body_reader), *structured_data_of(page)),
        facts=review_metadata_of(page),
    )


def blocks_of(page, body_reader):
    return [block for stream in streams_of(page) for block in body_reader.blocks_of(stream)]


def streams_of(page):
    """What a page shows of evidence stands above its body."""
    return [page.evidence, page.body] if hasattr(page, "evidence") else [page.body]


def read_record(record):
    """A record of the clinic, with the words of its rows, such as those of the price list."""
    rows = [row for name in child_relation_names(record) for row in getattr(record, name).all()]
    words = [passage for thing in [record, *rows] for passage in words_of(thing)]
    return ReviewedPage(kind="record", address="", title=str(record), head=tuple(words))


def child_relation_names(record):
    return [relation.get_accessor_name() for relation in get_all_child_relations(type(record))]


def words_of(thing):
    for field in thing._meta.concrete_fields:
        if isinstance(field, CharField | TextField) and not field.choices and getattr(thing, field.name):
            yield Passage(getattr(thing, field.name), label_of(thing, field.name), Kind.PARAGRAPH)


def head_of(page):
    for name, kind in KIND_OF_FIELD.items():
        if getattr(page, name, ""):
            yield Passage(getattr(page, name), label_of(page, name), kind)
    for field in own_words(page):
        if getattr(page, field.name):
            yield Passage(getattr(page, field.name), label_of(page, field.name), Kind.CELL)


def own_words(page):
    """The text fields that this type of page adds, such as those by which treatments are compared."""
    of_every_page = {field.name for field in WagtailPage._meta.get_fields()} | KIND_OF_FIELD.keys() | NOT_WORDS
    fields = [field for field in page._meta.concrete_fields if isinstance(field, CharField | TextField)]
    return [field for field in fields if field.name not in of_every_page and not field.choices]


def label_of(page, name):
    label = page._meta.get_field(name).verbose_name
    return label[0].upper() + label[1:]


def review_metadata_of(page):
    if not hasattr(page, "next_review_due"):
        return None
    return ReviewMetadata(page.written_by, page.reviewed_by, page.last_reviewed, page.next_review_due)


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


class BodyReader:
    """Knows the identifiers of sources and the addresses of pages that bodies refer to."""

    def __init__(self, sources, addresses):
        self.sources = sources
        self.addresses = addresses

    def blocks_of(self, body):
        section = ""
        for raw in body.raw_data:
            block = body.stream_block.child_blocks.get(raw["type"])
            if block is None:
                continue
            value = with_defaults(block, raw["value"])
            opened = section_title_of(block, value)
            section = section if opened is None else opened
            yield self.block(block, raw["type"], value, section, opened)

    def block(self, block, kind, value, section, opened):
        place = place_of(block, section)
        reader = BlockReader(self.addresses, place)
        reader.read(block, value, kind)
        heading = [Passage(opened, place, Kind.HEADING, level=2)] if opened else []
        # The title of a section is a field of the block that opens it as well.
        words = [
            passage for passage in reader.passages if not (passage.kind == Kind.HEADING and passage.text == opened)
        ]
        return Block(
            kind=kind,
            place=place,
            passages=(*heading, *words),
            section=section,
            may_cite="sources" in getattr(block, "child_blocks", {}),
            facts=tuple((value.get("facts") or "").split()) if isinstance(value, dict) else (),
            sources=tuple(self.sources[pk] for pk in reader.source_ids if pk in self.sources),
            lost_sources=sum(pk not in self.sources for pk in reader.source_ids),
            links=tuple(reader.links),
            choices=frozenset(reader.choices),
            lists=tuple(reader.lists),
            pictures=tuple(reader.pictures),
            figure=reader.figure,
            scales=reader.scales,
        )


def with_defaults(block, value):
    """A value may have been stored before the block got all of its fields."""
    if not isinstance(block, blocks.StructBlock):
        return value
    children = block.child_blocks.items()
    return {
        name: value[name] if name in value else child.get_prep_value(child.get_default()) for name, child in children
    }


def place_of(block, section):
    label = str(block.label)
    return f"{label}, under “{section}”" if section and section != label else label
