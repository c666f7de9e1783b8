"""Takes rich text apart into paragraphs, list items and links."""

from bs4 import BeautifulSoup

from .page import Kind, Link

PIECES = ["p", "li", "h2", "h3", "h4", "td", "th", "figcaption", "caption"]
KINDS = {"li": Kind.POINT, "td": Kind.CELL, "th": Kind.CELL, "figcaption": Kind.CAPTION, "caption": Kind.CAPTION}
LEVELS = {"h2": 2, "h3": 3, "h4": 4}


class RichWords:
    """`pieces` are the words with their kind and heading level; `addresses` has the address of each linked page."""

    def __init__(self, html, addresses):
        soup = BeautifulSoup(html or "", "html.parser")
        self.pieces = [piece_of(tag) for tag in soup.find_all(PIECES) if not tag.find(PIECES)]
        if not self.pieces and soup.get_text(strip=True):
            self.pieces = [(words_of(soup), Kind.PARAGRAPH, 0)]
        self.pieces = [piece for piece in self.pieces if piece[0]]
        self.lists = [len(tag.find_all("li", recursive=False)) for tag in soup.find_all(["ul", "ol"])]
        self.links = [Link(words_of(tag), address_of(tag, addresses)) for tag in soup.find_all("a")]


def piece_of(tag):
    level = LEVELS.get(tag.name, 0)
    return words_of(tag), Kind.HEADING if level else KINDS.get(tag.name, Kind.PARAGRAPH), level


def words_of(tag):
    return " ".join(tag.get_text().split())


def address_of(tag, addresses):
    if tag.get("linktype") == "page" and tag.get("id", "").isdigit():
        return addresses.get(int(tag["id"]), "")
    return tag.get("href", "")


def linked_page_ids(html):
    if "linktype" not in (html or ""):
        return set()
    soup = BeautifulSoup(html, "html.parser")
    return {int(tag["id"]) for tag in soup.find_all("a", linktype="page") if tag.get("id", "").isdigit()}
