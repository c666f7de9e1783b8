"""How the blocks of a page are grouped under its headings."""

from dataclasses import dataclass, field

from django.utils.text import slugify

# Ids that the page around the body uses.
TAKEN = {"main", "contents", "guide", "sources"}
# Blocks that make a whole section, or nothing: their templates print the heading, too.
FRAMED = {"clinic_record", "steps", "conditions", "picture_with_words", "pull"}


@dataclass
class Section:
    """A heading and the blocks under it. The block that opens a section is the first of them."""

    title: str = ""
    anchor: str = ""
    blocks: list = field(default_factory=list)

    @property
    def is_framed(self):
        """Such a section holds one block, whose template makes the whole section or nothing."""
        return bool(self.blocks) and self.blocks[0].block_type in FRAMED


def sections_of(body):
    sections = [Section()]
    anchors = set(TAKEN)
    for block in body:
        title = section_title_of(block.block, block.value)
        if title is not None:
            sections.append(Section(title, unique_anchor(title, anchors)))
        elif block.block_type in FRAMED or sections[-1].is_framed:
            sections.append(Section())
        sections[-1].blocks.append(block)
    return [section for section in sections if section.blocks]


def section_title_of(block, value):
    """The title of the section that this block opens, if it opens one."""
    opens = getattr(block, "section_title", None)
    return opens(value) if opens else None


def unique_anchor(title, anchors):
    """Also adds it to `anchors`."""
    plain = slugify(title)
    # An id begins with a letter, so that style sheets and scripts can name it as it is.
    plain = plain if plain[:1].isalpha() else f"section-{plain}".rstrip("-")
    anchor, number = plain, 1
    while anchor in anchors:
        number += 1
        anchor = f"{plain}-{number}"
    anchors.add(anchor)
    return anchor
