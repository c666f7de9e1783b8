"""Takes one block of a Wagtail page apart: its words and what they are, its sources, links, lists and pictures."""

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .page import Figure, Kind, Link, Passage, Picture
from .rich_text import RichWords, linked_page_ids

# What the words of a field are to the reader; words of any other one-line field are a label.
KINDS = {
    "question": Kind.QUESTION,
    "title": Kind.HEADING,
    "heading": Kind.HEADING,
    "caption": Kind.CAPTION,
    "alt_text": Kind.ALTERNATIVE_TEXT,
    "alternative_text": Kind.ALTERNATIVE_TEXT,
}
ALTERNATIVES = ("alt_text", "alternative_text")
DECORATIVE = ("decorative", "is_decorative")
FIGURE = {"outcome", "time", "people", "treatment_per_100", "comparison_per_100"}


class BlockReader:
    def __init__(self, addresses, place):
        self.addresses = addresses
        self.place = place
        self.passages, self.source_ids, self.links, self.choices = [], [], [], []
        self.lists, self.pictures, self.figure = [], [], None

    def read(self, block, value, name):
        match block:
            case blocks.StructBlock():
                self.read_fields(block, value or {}, name)
            case blocks.ListBlock():
                self.read_items(block.child_block, [as_value(item) for item in value or []], name)
            case blocks.StreamBlock():
                for item in value or []:
                    self.read(block.child_blocks[item["type"]], item["value"], item["type"])
            case blocks.RichTextBlock() | blocks.RawHTMLBlock():
                self.read_rich_text(value)
            case blocks.TextBlock() | blocks.BlockQuoteBlock():
                self.add(value, Kind.PARAGRAPH, block)
            case blocks.CharBlock():
                self.add(value, KINDS.get(name, Kind.LABEL), block)
            case blocks.ChoiceBlock():
                self.choices.append(str(value))
            case blocks.URLBlock():
                self.links.append(Link("", value or ""))
            case SnippetChooserBlock():
                self.source_ids += [value] if value else []

    def read_fields(self, block, value, name):
        if block.child_blocks.keys() >= FIGURE:
            self.figure = figure_of(value)
        alternative = next((field for field in ALTERNATIVES if field in block.child_blocks), None)
        if alternative:
            self.pictures.append(Picture(value.get(alternative) or "", any(value.get(field) for field in DECORATIVE)))
        if name == "heading":
            level = int(value.get("level") or 2)
            self.passages.append(Passage(value.get("text") or "", self.place, Kind.HEADING, level))
            return
        for field, child in block.child_blocks.items():
            self.read(child, value.get(field), field)

    def read_items(self, child, values, name):
        if not isinstance(child, blocks.CharBlock):
            for value in values:
                self.read(child, value, name)
            return
        self.lists.append(len(values))
        for number, value in enumerate(values, start=1):
            self.passages.append(Passage(value or "", f"{self.place}: point {number}", Kind.POINT))

    def read_rich_text(self, html):
        words = RichWords(getattr(html, "source", html), self.addresses)
        for number, (text, kind, level) in enumerate(words.pieces, start=1):
            self.passages.append(Passage(text, f"{self.place}: {kind} {number}", kind, level))
        self.lists += words.lists
        self.links += words.links

    def add(self, text, kind, block):
        if text:
            self.passages.append(Passage(text, f"{self.place}: {str(block.label).lower()}", kind))


def figure_of(value):
    return Figure(
        outcome=value.get("outcome") or "",
        time=value.get("time") or "",
        people=value.get("people"),
        treatment_per_100=value.get("treatment_per_100"),
        comparison=value.get("comparison_label") or "",
        comparison_per_100=value.get("comparison_per_100"),
        note=value.get("note") or "",
    )


def as_value(item):
    """A list keeps its items bare or, since they have ids of their own, as {"value": ...}."""
    return item["value"] if isinstance(item, dict) and "value" in item and "id" in item else item


def things_chosen(bodies):
    """The ids of all sources and of all pages that these bodies refer to."""
    sources, pages = set(), set()
    for body in bodies:
        for raw in body.raw_data:
            block = body.stream_block.child_blocks.get(raw["type"])
            if block is not None:
                gather(block, raw["value"], sources, pages)
    return sources, pages


def gather(block, value, sources, pages):
    match block:
        case blocks.StructBlock():
            for name, child in block.child_blocks.items():
                gather(child, (value or {}).get(name), sources, pages)
        case blocks.ListBlock():
            for item in value or []:
                gather(block.child_block, as_value(item), sources, pages)
        case blocks.RichTextBlock():
            pages |= linked_page_ids(getattr(value, "source", value))
        case SnippetChooserBlock() if value:
            sources.add(value)
