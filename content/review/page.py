"""The page that the rules read: its passages, figures, sources and dates, independent of any framework."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a passage is to its reader."""

    TITLE = "title"
    SEARCH_TITLE = "title for search engines"
    MENU_TITLE = "title for menus"
    DESCRIPTION = "description"
    CHANGE = "what changed"
    SUMMARY = "summary"
    STATUS = "status line"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINT = "point"
    QUESTION = "question"
    CELL = "table cell"
    LABEL = "label"
    CAPTION = "caption"
    ALTERNATIVE_TEXT = "alternative text"
    STRUCTURED_DATA = "structured data"


PROSE = frozenset({Kind.SUMMARY, Kind.STATUS, Kind.PARAGRAPH, Kind.POINT, Kind.CAPTION})
HEADS = frozenset({Kind.TITLE, Kind.SEARCH_TITLE, Kind.MENU_TITLE, Kind.HEADING})
# Blocks that open on a tap.
FOLDED = frozenset({"expander"})
# Shown by search engines, menus and other pages, but not on the page itself.
UNSEEN = frozenset({Kind.SEARCH_TITLE, Kind.MENU_TITLE, Kind.DESCRIPTION, Kind.CHANGE, Kind.STRUCTURED_DATA})


@dataclass(frozen=True)
class Passage:
    """A run of text. `place` tells the person who has to change it where it is."""

    text: str
    place: str
    kind: Kind = Kind.PARAGRAPH
    level: int = 0


@dataclass(frozen=True)
class Link:
    """`address` is empty when the page that was chosen cannot be opened."""

    text: str
    address: str


@dataclass(frozen=True)
class Picture:
    alternative_text: str = ""
    is_decorative: bool = False


@dataclass(frozen=True)
class Figure:
    """How many of 100 people, with what a reader needs to judge it."""

    outcome: str
    time: str
    people: int | None
    treatment_per_100: int | None
    comparison: str = ""
    comparison_per_100: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Scales:
    """How many people were in controlled trials of a medicine (None: not counted), and what those trials show."""

    people: int | None
    shows: str


@dataclass(frozen=True)
class Block:
    """A part of the body. `kind` is the name that the site gives to such blocks, such as "risks"."""

    kind: str
    place: str
    passages: tuple[Passage, ...] = ()
    section: str = ""
    may_cite: bool = False
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    lost_sources: int = 0
    links: tuple[Link, ...] = ()
    choices: frozenset[str] = frozenset()
    lists: tuple[int, ...] = ()
    pictures: tuple[Picture, ...] = ()
    figure: Figure | None = None
    scales: Scales | None = None

    @property
    def text(self):
        return "\n".join(passage.text for passage in self.passages)


@dataclass(frozen=True)
class ReviewMetadata:
    written_by: str = ""
    reviewed_by: str = ""
    last_reviewed: date | None = None
    next_review_due: date | None = None


@dataclass(frozen=True)
class ReviewedPage:
    """`kind` is the type of page, such as "condition". `facts` is None for a page that shows none."""

    kind: str
    address: str
    title: str
    head: tuple[Passage, ...] = ()
    blocks: tuple[Block, ...] = ()
    facts: ReviewMetadata | None = None

    @property
    def passages(self):
        return (*self.head, *(passage for block in self.blocks for passage in block.passages))

    @property
    def seen(self):
        """The passages that readers see, in reading order."""
        return [passage for passage in self.passages if passage.kind not in UNSEEN]

    @property
    def text(self):
        return "\n".join(passage.text for passage in self.seen)

    def head_of_kind(self, kind):
        return next((passage.text for passage in self.head if passage.kind == kind), "")
