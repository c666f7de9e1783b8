from wagtail import blocks

from .facts import CarriesFacts

NOTHING_YET = "No page has changed since it was first published."


class ChangesBlock(CarriesFacts):
    """The newest lines that were given when pages were published."""

    nothing_yet = blocks.CharBlock(
        max_length=200,
        label="Words for when there are none",
        default=NOTHING_YET,
    )

    def get_context(self, value, parent_context=None):
        from content.changes import latest_changes

        return super().get_context(value, parent_context) | {"changes": latest_changes()}

    class Meta:
        icon = "history"
        label = "What changed"
        label_format = "What changed"
        help_text = "The last changes of all pages, from the line that is asked for at publishing."
        group = "Words"
        template = "content/blocks/changes.html"
        preview_value = {"nothing_yet": NOTHING_YET}
