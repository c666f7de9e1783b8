from wagtail import blocks

from .citing import Citing


class IllustrationBlock(Citing):
    """One of the site's own drawings. Its words stand in its template, beside its lines."""

    drawing = blocks.ChoiceBlock(
        choices=[
            ("visit", "One treatment visit, minute by minute"),
            ("synapse", "How ketamine may work, in 3 steps"),
            ("series", "The first course, week by week"),
        ],
        default="visit",
        label="Drawing",
    )
    caption = blocks.CharBlock(
        max_length=200,
        required=False,
        label="Caption",
        help_text="What this page adds to the drawing. The drawing explains itself.",
    )

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {
            "drawing_template": f"illustrations/{value['drawing']}.html"
        }

    class Meta:
        icon = "image"
        label = "Illustration"
        label_format = "{drawing}"
        help_text = "A drawing made for this site. Name the sources its figures come from."
        group = "Care"
        template = "content/blocks/illustration.html"
        preview_value = {"drawing": "visit"}
