from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Length
from django.utils.text import Truncator
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from .signals import record_publishing


@register_snippet
class Source(WorkflowMixin, DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
    """A publication that pages cite. Stored once, so that a correction reaches every page.

    It goes through the same review as a page: what readers see stays as it is until a second person approves.
    """

    class Kind(models.TextChoices):
        ANALYSIS = "analysis", "Analysis"
        GUIDELINE = "guideline", "Guideline"
        LABEL = "label", "Label of a medicine"
        PEER = "peer", "Page of another health service"
        REGULATOR = "regulator", "Notice of a regulator"
        REVIEW = "review", "Review of studies"
        SERVICE = "service", "Public service"
        STANDARD = "standard", "Standard"
        STATEMENT = "statement", "Statement of a professional body"
        STUDY = "study", "Study"
        TRIAL = "trial", "Trial"

    identifier = models.CharField(
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]+[0-9]+$", "Enter a letter and a number, such as R07.")],
        help_text="A letter and a number, such as R07. Pages link to it, so it never changes.",
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    citation = models.TextField(help_text="Authors, title, where it was published, year.")
    url = models.URLField("web address", max_length=500, blank=True)

    panels = [FieldPanel("identifier"), FieldPanel("kind"), FieldPanel("citation"), FieldPanel("url")]
    search_fields = [
        index.SearchField("identifier"),
        index.SearchField("citation"),
        index.AutocompleteField("identifier"),
        index.AutocompleteField("citation"),
    ]

    class Meta:
        # R9 comes before R10.
        ordering = [Length("identifier"), "identifier"]

    def __str__(self):
        return f"{self.identifier} {Truncator(self.citation).chars(80)}"

    def publish(self, revision, user=None, **kwargs):
        record_publishing.send(type(self), record=self, revision=revision, user=user)
        return super().publish(revision, user=user, **kwargs)


def cited_ids(raw):
    """The ids of the sources in a body's raw data, in reading order, as often as they are cited."""
    return [source_id for block in raw for source_id in listed_sources(block["value"]) if source_id]


def listed_sources(value):
    return [as_id(item) for item in value.get("sources") or []]


def shown_ids(raw):
    """The ids of the pictures in a body's raw data."""
    shown = [part.get("picture") for block in raw for part in parts_with_pictures(block["value"])]
    return [picture["image"] for picture in shown if picture and picture["image"]]


def parts_with_pictures(value):
    """A block has a picture of its own, or one for each of its scenes."""
    return [value, *(item.get("value", item) for item in value.get("scenes") or [])]


def as_id(item):
    """A list stores its items bare or, since Wagtail gives them ids, as {"value": ...}."""
    return item["value"] if isinstance(item, dict) else item


def number(sources):
    """Numbers the sources 1, 2, 3 in the order in which the page first cites them."""
    for count, source in enumerate(sources, start=1):
        source.number = count
    return sources
