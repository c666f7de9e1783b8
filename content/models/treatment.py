from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from .guide import PartOfGuide
from .page_facts import PageFacts
from .readable_page import ReadablePage


class TreatmentPage(PartOfGuide, PageFacts, ReadablePage):
    """One way to give the medicine, with the facts by which treatments are compared."""

    COMPARED = [
        "route_of_administration",
        "regulatory_status",
        "setting",
        "session_length",
        "first_course",
        "monitoring",
    ]

    route_of_administration = models.CharField(max_length=200, help_text="How the medicine gets into the body.")
    regulatory_status = models.CharField(max_length=300, help_text="What the FDA has approved it for, if anything.")
    setting = models.CharField(max_length=300, help_text="Where it is given.")
    session_length = models.CharField(max_length=200, help_text="How long a visit takes.")
    first_course = models.CharField(max_length=300, help_text="How many sessions the first course has.")
    monitoring = models.CharField(max_length=300, help_text="What staff watch during and after a session.")

    page_description = "One way to get the medicine. Its facts go into the table that compares treatments."
    parent_page_types = ["content.SectionPage"]
    subpage_types = []
    content_panels = [
        *ReadablePage.content_panels[:-2],
        MultiFieldPanel([FieldPanel(name) for name in COMPARED], "Compared with other treatments"),
        *ReadablePage.content_panels[-2:],
        PageFacts.panels_of_facts,
    ]

    class Meta(PageFacts.Meta):
        pass

    @classmethod
    def compared_fields(cls):
        """Name and label of each row of the comparison table."""
        return [(name, cls._meta.get_field(name).verbose_name.capitalize()) for name in cls.COMPARED]
