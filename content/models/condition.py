from django.db import models
from wagtail.admin.panels import FieldPanel

from .guide import PartOfGuide
from .page_facts import PageFacts
from .readable_page import ReadablePage


class ConditionPage(PartOfGuide, PageFacts, ReadablePage):
    """What ketamine may and may not do for one condition."""

    class EvidenceLevel(models.IntegerChoices):
        APPROVED = 1, "FDA-approved (esketamine nasal spray only)"
        SEVERAL_TRIALS = 2, "Off-label. Several randomized trials, mostly short-term"
        SMALL_TRIALS = 3, "Off-label. Small trials"
        TRIALS_DISAGREE = 4, "Off-label. Trials disagree"
        NO_CLEAR_EVIDENCE = 5, "Off-label. The best review found no clear evidence"

    evidence_level = models.PositiveSmallIntegerField(
        choices=EvidenceLevel.choices,
        help_text="How well the treatment has been studied for this condition.",
    )

    page_description = (
        "What ketamine may and may not do for one condition. It begins with every part that readers need."
    )
    parent_page_types = ["content.SectionPage"]
    subpage_types = []
    content_panels = [
        *ReadablePage.content_panels[:-2],
        FieldPanel("evidence_level"),
        *ReadablePage.content_panels[-2:],
        PageFacts.panels_of_facts,
    ]

    class Meta(PageFacts.Meta):
        pass
