"""Reads one block of a Wagtail page: its words and what they are, its sources, links, lists and pictures."""

from bs4 import BeautifulSoup
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from content.review.page import Figure, Kind, Link, Passage, Picture, Scales

# The answers of a table of options.
CELLS = "answers"
# Any other one-line field is a label.
KIND_OF_FIELD = {
    "question": Kind.QUESTION,
    "title": Kind.HEADING,
    "heading": Kind.HEADING,
    "caption": Kind.CAPTION,
    "shows": Kind.ALTERNATIVE_TEXT,
    "alt_text": Kind.ALTERNATIVE_TEXT,
    "alternative_text": Kind.ALTERNATIVE_TEXT,
}
ALTERNATIVES = ("alt_text", "alternative_text")
DECORATIVE = ("decorative", "is_decorative")
FIGURE = {"outcome", "time", "people", "treatment_per_100", "comparison_per_100"}
SCALES = {"people", "trials", "shows"}


class BlockReader:
    def __init__(self, addresses, place):
        self.addresses = addresses
        self.place = place
        self.passages, self.source_ids, self.links, self.choices = [], [], [], []
        self.lists, self.pictures, self.figure, self.scales = [], [], None, None

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
                self.add(value, Kind.CELL if name == CELLS else Kind.PARAGRAPH, block)
            case blocks.CharBlock():
                self.add(value, KIND_OF_FIELD.get(name, Kind.LABEL), block)
            case blocks.ChoiceBlock():
                self.choices.append(str(value))
            case blocks.URLBlock():
                self.links.append(Link("", value or ""))
            case SnippetChooserBlock():
                self.source_ids += [value] if value else []

    def read_fields(self, block, value, name):
        if block.child_blocks.keys() >= FIGURE:
            self.figure = figure_of(value)
        if block.child_blocks.keys() >= SCALES:
            self.scales = Scales(value.get("people"), value.get("shows") or "")
        alternative = next((field for field in ALTERNATIVES if field in block.child_blocks), None)
        # A picture that may be left out, and is.
        if alternative and (value.get("image") or "image" not in block.child_blocks):
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
        words = RichTextReader(getattr(html, "source", html), self.addresses)
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
    """A list stores its items bare or, since Wagtail gives them ids, as {"value": ...}."""
    return item["value"] if isinstance(item, dict) and "value" in item and "id" in item else item


def things_chosen(streams):
    """The ids of all sources and of all pages that these streams of blocks refer to."""
    sources, pages = set(), set()
    for stream in streams:
        for raw in stream.raw_data:
            block = stream.stream_block.child_blocks.get(raw["type"])
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


PIECES = ["p", "li", "h2", "h3", "h4", "td", "th", "figcaption", "caption"]
KIND_OF_TAG = {"li": Kind.POINT, "td": Kind.CELL, "th": Kind.CELL, "figcaption": Kind.CAPTION, "caption": Kind.CAPTION}
LEVELS = {"h2": 2, "h3": 3, "h4": 4}


class RichTextReader:
    """`pieces` are the words with their kind and heading level; `addresses` has the address of each linked page."""

    def __init__(self, html, addresses):
        soup = BeautifulSoup(html or "", "html.parser")
        self.pieces = [piece_of(tag) for tag in soup.find_all(PIECES) if not tag.find(PIECES)]
        if not self.pieces and soup.get_text(strip=True):
            self.pieces = [(text_of(soup), Kind.PARAGRAPH, 0)]
        self.pieces = [piece for piece in self.pieces if piece[0]]
        self.lists = [len(tag.find_all("li", recursive=False)) for tag in soup.find_all(["ul", "ol"])]
        self.links = [Link(text_of(tag), link_address(tag, addresses)) for tag in soup.find_all("a")]


def piece_of(tag):
    level = LEVELS.get(tag.name, 0)
    return text_of(tag), Kind.HEADING if level else KIND_OF_TAG.get(tag.name, Kind.PARAGRAPH), level


def text_of(tag):
    return " ".join(tag.get_text().split())


def link_address(tag, addresses):
    if tag.get("linktype") == "page" and tag.get("id", "").isdigit():
        return addresses.get(int(tag["id"]), "")
    return tag.get("href", "")


def linked_page_ids(html):
    if "linktype" not in (html or ""):
        return set()
    soup = BeautifulSoup(html, "html.parser")
    return {int(tag["id"]) for tag in soup.find_all("a", linktype="page") if tag.get("id", "").isdigit()}
