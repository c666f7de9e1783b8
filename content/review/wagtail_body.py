"""Reads the body of a Wagtail page block by block, whatever blocks the site has or will have."""

from wagtail import blocks

from .page import Block, Kind, Passage
from .wagtail_block import BlockReader


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
            opened = title_opened_by(block, value)
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
            sources=tuple(self.sources[pk] for pk in reader.source_ids if pk in self.sources),
            lost_sources=sum(pk not in self.sources for pk in reader.source_ids),
            links=tuple(reader.links),
            choices=frozenset(reader.choices),
            lists=tuple(reader.lists),
            pictures=tuple(reader.pictures),
            figure=reader.figure,
        )


def with_defaults(block, value):
    """A value may have been kept before the block got all of its fields."""
    if not isinstance(block, blocks.StructBlock):
        return value
    children = block.child_blocks.items()
    return {
        name: value[name] if name in value else child.get_prep_value(child.get_default()) for name, child in children
    }


def title_opened_by(block, value):
    opens = getattr(block, "section_title", None)
    return opens(value) if opens else None


def place_of(block, section):
    label = str(block.label)
    return f"{label}, under “{section}”" if section and section != label else label
