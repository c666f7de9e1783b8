"""A day told scene by scene, each with a picture."""

from wagtail import blocks

from content.drawings import CHOICES

from .pictures import photograph_instead, sizes_of
from .sources import BlockWithSources


class SceneBlock(blocks.StructBlock):
    when = blocks.CharBlock(max_length=60, label="When")
    title = blocks.CharBlock(max_length=90, label="Title")
    text = blocks.TextBlock(max_length=600, label="What happens")
    hard = blocks.TextBlock(max_length=600, required=False, label="What may be hard")
    feeling = blocks.CharBlock(
        max_length=160, required=False, label="In one line", help_text="What somebody should take from this scene."
    )
    drawing = blocks.ChoiceBlock(choices=CHOICES, default="chair", label="Drawing")
    picture = photograph_instead()

    class Meta:
        icon = "date"
        label = "Scene"
        label_format = "{when}: {title}"


class ScenesBlock(BlockWithSources):
    scenes = blocks.ListBlock(SceneBlock(), min_num=2, max_num=12, label="Scenes")

    def get_context(self, value, parent_context=None):
        scenes = [(scene, scene.get("picture")) for scene in value["scenes"]]
        return super().get_context(value, parent_context) | {
            "scenes": [(scene, sizes_of(picture) if picture else []) for scene, picture in scenes]
        }

    class Meta:
        icon = "date"
        label = "What happens, scene by scene"
        help_text = "A day in pictures: what happens, then what may be hard."
        group = "Care"
        template = "content/blocks/scenes.html"
        preview_value = {
            "scenes": [
                {
                    "when": "When you arrive",
                    "title": "A door, and a name",
                    "text": "Somebody is there for you.",
                    "hard": "You may have to wait.",
                    "feeling": "Nobody minds if you are nervous.",
                    "drawing": "arrive",
                },
                {"when": "Afterward", "title": "Home", "text": "An adult takes you home.", "drawing": "home"},
            ],
            "sources": [],
        }
