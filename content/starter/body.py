"""Turns the blocks of a starter file into the body of a page."""

from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import ValidationError
from wagtail import blocks

from content.blocks.rich_text import ProseBlock
from content.blocks.sources import SourceChooserBlock

from . import prose
from .problem import StarterProblem

# What is left of a reference to something that staff have deleted.
GONE = object()


class BodyMaker:
    """Knows the sources and the pages that the blocks of all files may name."""

    def __init__(self, stream_block, sources, pages):
        self.stream_block = stream_block
        self.sources = sources
        self.pages = pages

    def make(self, file):
        raw = [self.block(file, number, dict(data)) for number, data in enumerate(file.data.get("body", []))]
        body = self.stream_block.to_python([block for block in raw if not is_empty_shelf(block)])
        try:
            return self.stream_block.clean(body)
        except ValidationError as error:
            raise StarterProblem(file.name, "; ".join(complaints(error.as_json_data()))) from error

    def block(self, file, number, data):
        name = data.pop("block", None)
        if name not in self.stream_block.child_blocks:
            raise StarterProblem(file.name, f'there is no block "{name}" (body block {number}).')
        place = f"{file.place}/{number}"
        value = self.value(self.stream_block.child_blocks[name], data, file, place)
        return {"type": name, "id": steady_id(place), "value": value}

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
                return prose.rich_text(data, file_name=file.name, pages=self.pages)
            case blocks.ChoiceBlock():
                return str(data)
        return data

    def struct(self, block, data, file, place):
        unknown = sorted(set(data) - set(block.child_blocks))
        if unknown:
            raise StarterProblem(file.name, f"{block.label} has no {', '.join(unknown)} (at {place}).")
        return {
            name: self.value(block.child_blocks[name], item, file, f"{place}/{name}") for name, item in data.items()
        }

    def items(self, block, data, file, place):
        values = [self.value(block, item, file, f"{place}/{number}") for number, item in enumerate(data)]
        return [
            {"type": "item", "id": steady_id(f"{place}/{number}"), "value": value}
            for number, value in enumerate(values)
            if value is not GONE
        ]

    def source(self, identifier, file):
        if identifier not in self.sources:
            raise StarterProblem(file.name, f'there is no source "{identifier}".')
        source = self.sources[identifier]
        return source.pk if source else GONE

    def page(self, address, file):
        page = prose.page_at(address, file.name, self.pages)
        return page.pk if page else GONE


def is_empty_shelf(block):
    return block["type"] == "related_pages" and not block["value"].get("pages")


def steady_id(place):
    """The same place has the same id on every machine, so that loading again changes nothing."""
    return str(uuid5(NAMESPACE_URL, f"starter:{place}"))


def complaints(error, place="body"):
    """Flattens Wagtail's nested errors into sentences that say where they belong."""
    yield from (f"{place}: {message}" for message in error.get("messages", []))
    for name, inner in error.get("blockErrors", {}).items():
        yield from complaints(inner, f"{place}.{name}")
