"""Blocks that make a whole section with a layout of its own, as Home is made of."""

from django.apps import apps
from wagtail import blocks

from content.drawings import CHOICES

from .page_links import ReadPageChooserBlock
from .pictures import ComparableImageBlock, sizes_of
from .rich_text import ProseBlock
from .sources import BlockWithSources


class WholeSection:
    """Its template prints the heading, too."""

    def section_title(self, value):
        return value["title"]


class StepsBlock(WholeSection, BlockWithSources):
    title = blocks.CharBlock(max_length=90, label="Title")
    intro = blocks.TextBlock(max_length=200, required=False, label="Introduction")
    steps = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(max_length=60, label="Title")),
                ("text", blocks.TextBlock(max_length=300, label="What happens")),
            ],
            label="Step",
        ),
        min_num=2,
        max_num=4,
        label="Steps",
    )

    class Meta:
        icon = "list-ol"
        label = "Steps"
        label_format = "{title}"
        help_text = "Two to four steps side by side, such as how somebody becomes a patient."
        group = "Front"
        template = "content/blocks/steps.html"
        preview_value = {
            "title": "How it starts",
            "steps": [
                {"title": "You tell us a little", "text": "A short form or a call."},
                {"title": "You decide", "text": "You can stop at any time."},
            ],
        }


class ConditionsBlock(WholeSection, BlockWithSources):
    title = blocks.CharBlock(max_length=90, label="Title")
    intro = blocks.TextBlock(max_length=300, required=False, label="Introduction")

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {"pages": live_conditions()}

    def get_preview_context(self, value, parent_context=None):
        """A site without condition pages shows nothing, and a preview should show the heading."""
        return super().get_preview_context(value, parent_context) | {"is_preview": True}

    class Meta:
        icon = "grip"
        label = "Conditions as cards"
        label_format = "{title}"
        help_text = "All published condition pages, each with how much research there is and what it shows."
        group = "Front"
        template = "content/blocks/conditions.html"
        preview_value = {"title": "What we're asked about most"}


# Longer lists are not read to the end; the menu leads to all conditions.
MOST_CONDITIONS = 12


def live_conditions():
    pages = apps.get_model("content", "ConditionPage").objects.live().filter(view_restrictions__isnull=True)
    return list(pages.defer("body").order_by("path")[:MOST_CONDITIONS])


class PictureWithWordsBlock(WholeSection, BlockWithSources):
    """A drawing, or the clinic's own photograph in its place, with words beside it."""

    eyebrow = blocks.CharBlock(max_length=40, required=False, label="Line above the title")
    title = blocks.CharBlock(max_length=90, label="Title")
    text = ProseBlock(label="Words")
    glance = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("label", blocks.CharBlock(max_length=40, label="What")),
                ("words", blocks.CharBlock(max_length=60, label="Answer")),
            ],
            label="Fact",
        ),
        max_num=4,
        default=[],
        required=False,
        label="At a glance",
    )
    page = ReadPageChooserBlock(required=False, label="Page to go on to")
    link_text = blocks.CharBlock(max_length=60, required=False, label="Words of the link")
    drawing = blocks.ChoiceBlock(choices=CHOICES, default="chair", label="Drawing")
    picture = ComparableImageBlock(
        required=False,
        label="Photograph",
        help_text="A photograph of your own rooms. It takes the place of the drawing.",
    )
    is_flipped = blocks.BooleanBlock(required=False, label="Picture at the right")

    def get_context(self, value, parent_context=None):
        picture = value.get("picture")
        return super().get_context(value, parent_context) | {"sizes": sizes_of(picture) if picture else []}

    class Meta:
        icon = "image"
        label = "Picture with words"
        label_format = "{title}"
        help_text = "A drawing or a photograph of your rooms, with words and up to four short facts beside it."
        group = "Front"
        template = "content/blocks/picture_with_words.html"
        preview_value = {"title": "A chair by a window", "text": "<p>What a visit is like.</p>"}


class PullBlock(WholeSection, BlockWithSources):
    title = blocks.CharBlock(max_length=120, label="Sentence")
    text = ProseBlock(label="Words beside it")

    class Meta:
        icon = "openquote"
        label = "One sentence in a dark band"
        label_format = "{title}"
        help_text = "Once on a page at most: the sentence that a reader should take along."
        group = "Front"
        template = "content/blocks/pull.html"
        preview_value = {"title": "It isn't right for everyone.", "text": "<p>Some people can't have it safely.</p>"}
