"""A block that shows a record of the clinic, such as its price list, with the heading that belongs to it."""

from wagtail import blocks

from .sources import BlockWithFacts

# Each with the title of its section.
RECORDS = {
    "treatments": "What we offer",
    "prices": "What things cost",
    "course": "What a first course adds up to",
    "insurance": "Insurance and ways to pay",
    "cancelling": "If you cancel",
    "monitoring": "How we watch over you",
    "team": "The people you'll meet",
    "locations": "Where and when",
    "arrival": "What you'll see",
    "referral": "How to reach us about a patient",
    "photo_visit": "Photo: Visit us",
    "photo_session": "Photo: What a session is like",
    "photo_team": "Photo: Our team",
}


class ClinicRecordBlock(BlockWithFacts):
    """Its template frames a section of its own, and shows nothing at all while the record is blank."""

    record = blocks.ChoiceBlock(choices=list(RECORDS.items()), default="prices", label="What to show")

    def get_form_layout(self):
        return blocks.BlockGroup(["record"], settings=["facts"])

    def get_context(self, value, parent_context=None):
        title = RECORDS.get(value["record"], "")
        return super().get_context(value, parent_context) | {"title": title, "record": value["record"]}

    def get_preview_context(self, value, parent_context=None):
        """A blank record shows nothing, and a preview should say so."""
        return super().get_preview_context(value, parent_context) | {"is_preview": True}

    class Meta:
        icon = "home"
        label = "About our clinic"
        label_format = "{record}"
        help_text = "Prices, people, places and more, as they stand under “Our clinic”. Hidden while there is nothing."
        group = "Clinic"
        template = "content/blocks/clinic_record.html"
        preview_value = {"record": "prices"}
