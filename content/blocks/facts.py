from wagtail import blocks


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
