"""Turns the blocks of a starter file into the body of a page, and their HTML into Wagtail's rich text."""

from uuid import NAMESPACE_URL, uuid5

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from wagtail import blocks

from content.blocks.rich_text import ProseBlock
from content.blocks.sources import SourceChooserBlock

from .files import StarterFileError

# Stands for a reference to something that staff have deleted.
GONE = object()


class BodyMaker:
    """Holds the sources and the pages that blocks may refer to. Besides the body, a page may have another stream."""

    def __init__(self, stream_block, sources, pages, name="body"):
        self.stream_block = stream_block
        self.name = name
        self.sources = sources
        self.pages = pages

    def make(self, file):
        raw = [self.block(file, number, dict(data)) for number, data in enumerate(file.data.get(self.name, []))]
        body = self.stream_block.to_python([block for block in raw if not is_empty_list(block)])
        try:
            return self.stream_block.clean(body)
        except ValidationError as error:
            raise StarterFileError(file.name, "; ".join(error_messages(error.as_json_data(), self.name))) from error

    def block(self, file, number, data):
        name = data.pop("block", None)
        if name not in self.stream_block.child_blocks:
            raise StarterFileError(file.name, f'there is no block "{name}" ({self.name} block {number}).')
        place = f"{file.place}/{number}" if self.name == "body" else f"{file.place}/{self.name}/{number}"
        value = self.value(self.stream_block.child_blocks[name], data, file, place)
        return {"type": name, "id": stable_id(place), "value": value}

    def value(self, block, data, file, place):
        match block:
            case blocks.StructBlock():
                return self.struct(block, data, file, place)
            case blocks.ListBlock():
                return self.items(block.child_block, data, file, place)
            case SourceChooserBlock():
                return self.source(data, file)
            case blocks.PageChooserBlock():
                return self.page(data, file)
            case ProseBlock():
                return rich_text(data, file_name=file.name, pages=self.pages)
            case blocks.ChoiceBlock():
                return str(data)
        return data

    def struct(self, block, data, file, place):
        unknown = sorted(set(data) - set(block.child_blocks))
        if unknown:
            raise StarterFileError(file.name, f"{block.label} has no {', '.join(unknown)} (at {place}).")
        return {
            name: self.value(block.child_blocks[name], item, file, f"{place}/{name}") for name, item in data.items()
        }

    def items(self, block, data, file, place):
        values = [self.value(block, item, file, f"{place}/{number}") for number, item in enumerate(data)]
        return [
            {"type": "item", "id": stable_id(f"{place}/{number}"), "value": value}
            for number, value in enumerate(values)
            if value is not GONE
        ]

    def source(self, identifier, file):
        if identifier not in self.sources:
            raise StarterFileError(file.name, f'there is no source "{identifier}".')
        source = self.sources[identifier]
        return source.pk if source else GONE

    def page(self, address, file):
        page = page_at(address, file.name, self.pages)
        return page.pk if page else GONE


def is_empty_list(block):
    return block["type"] == "related_pages" and not block["value"].get("pages")


def stable_id(place):
    """The same on every machine, so that loading again changes nothing."""
    return str(uuid5(NAMESPACE_URL, f"starter:{place}"))


def error_messages(error, place):
    """Flattens Wagtail's nested errors into sentences that say where they belong."""
    yield from (f"{place}: {message}" for message in error.get("messages", []))
    for name, inner in error.get("blockErrors", {}).items():
        yield from error_messages(inner, f"{place}.{name}")


ALLOWED = {"p", "ul", "ol", "li", "b", "a"}
ELSEWHERE = ("https://", "http://", "mailto:", "tel:")


def rich_text(html, *, file_name, pages):
    """`pages` holds the page at each path, or None where staff have deleted it."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        check_tag(tag, file_name)
        if tag.name == "a":
            resolve_link(tag, file_name, pages)
    return str(soup)


def check_tag(tag, file_name):
    if tag.name not in ALLOWED:
        raise StarterFileError(file_name, f"<{tag.name}> is not allowed in text.")
    if set(tag.attrs) - ({"href"} if tag.name == "a" else set()):
        raise StarterFileError(file_name, f"<{tag.name}> has attributes that are not allowed in text.")


def resolve_link(tag, file_name, pages):
    address = tag.get("href", "")
    if address.startswith(ELSEWHERE) or is_address_of_no_page(address):
        return
    page = page_at(address, file_name, pages)
    if page is None:
        tag.unwrap()
    else:
        tag.attrs = {"linktype": "page", "id": str(page.pk)}


def page_at(address, file_name, pages):
    if address not in pages:
        raise StarterFileError(file_name, f'the resolve_link to "{address}" leads nowhere.')
    return pages[address]


def is_address_of_no_page(address):
    """Such as the consultation form, which is an address of the site and not a page of the tree."""
    try:
        return resolve(address).url_name != "wagtail_serve"
    except Resolver404:
        return False
