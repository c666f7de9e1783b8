"""The blocks that the body of a page is built from."""

from .body import BodyBlock

__all__ = ["BodyBlock"]
