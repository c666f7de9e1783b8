"""The outline that a new page begins with."""

from pathlib import Path

from django.dispatch import receiver
from wagtail.signals import init_new_page

from content.models.base_page import BasePage

from .body import BodyMaker
from .files import StarterFile, read

FOLDER = Path(__file__).parent / "outlines"


def outline_for(page_type):
    """The body of a new page of this type; empty if it has no outline. It states no fact, only what to say where."""
    name = f"{page_type.__name__.removesuffix('Page').lower()}.toml"
    if not (FOLDER / name).exists():
        return []
    stream_block = page_type._meta.get_field("body").stream_block
    return BodyMaker(stream_block, sources={}, pages={}).make(StarterFile(name, read(FOLDER, name)))


@receiver(init_new_page)
def begin_with_outline(sender, page, **kwargs):
    if isinstance(page, BasePage) and not page.body:
        page.body = outline_for(type(page))
