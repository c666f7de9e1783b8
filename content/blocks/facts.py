from wagtail import blocks

from content.sections import sections_of


class CarriesFacts(blocks.StructBlock):
    """A block that can say which facts of the clinic's fact list its words carry."""

    facts = blocks.RegexBlock(
        regex=r"^[A-Z]+[0-9-]*( [A-Z]+[0-9-]*)*$",
        required=False,
        label="Facts carried",
        help_text="The numbers of the facts these words carry, with a space between, such as S01 S02.",
        error_messages={"invalid": "Enter fact numbers with one space between, such as S01 S02."},
        search_index=False,
    )

    def get_form_layout(self):
        words = [name for name in self.child_blocks if name != "facts"]
        return blocks.BlockGroup(words, settings=["facts"])

    def get_description(self):
        """What the block picker says beside the preview."""
        return self.meta.help_text

    def get_preview_context(self, value, parent_context=None):
        """The page that the block picker shows: this block alone, with the heading that it brings."""
        alone = blocks.StreamValue.StreamChild(self, value, id=None)
        return super().get_preview_context(value, parent_context) | {"page": {"sections": sections_of([alone])}}
