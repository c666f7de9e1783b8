"""What the body of a page is built from. One file a kind of block."""

from .body import BodyBlock

__all__ = ["BodyBlock"]
