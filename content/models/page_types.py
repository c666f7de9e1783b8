"""Page types below Home. Those that stand in a section are read one after the other, like a guide."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from content.blocks.specific_pages import as_specific, with_specific_for_lists

from .base_page import BasePage
from .review_metadata import ReviewMetadata

# A longer list is not read page by page; the page of the section lists it.
LONGEST_GUIDE = 24
# Two screens of summaries or so; rendering one more takes half a millisecond.
CHILDREN_ON_A_PAGE = 50


class GuideMixin:
    """A page in a section whose pages are read one after the other, like a guide."""

    @cached_property
    def guide(self):
        """All live pages of the section in reading order, including this one; none where they are too many."""
        pages = self.breadcrumbs[-1].first_children(LONGEST_GUIDE + 1)
        return pages if len(pages) <= LONGEST_GUIDE else []

    @cached_property
    def previous_in_guide(self):
        return self._neighbour(-1)

    @cached_property
    def next_in_guide(self):
        return self._neighbour(+1)

    def _neighbour(self, step):
        """None at either end, and for a draft, which is not among the live pages."""
        places = {page.pk: place for place, page in enumerate(self.guide)}
        if self.pk not in places:
            return None
        place = places[self.pk] + step
        return self.guide[place] if 0 <= place < len(self.guide) else None


class SectionPage(ReviewMetadata, BasePage):
    """A section: lists its children, such as the conditions or the types of treatment."""

    page_description = "A shelf that lists the pages below it, such as all conditions."
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.ConditionPage", "content.TreatmentPage"]
    content_panels = [*BasePage.content_panels, ReviewMetadata.review_metadata_panel]

    class Meta(ReviewMetadata.Meta):
        pass

    def get_context(self, request, *args, **kwargs):
        children = Paginator(self.public_children(), CHILDREN_ON_A_PAGE).get_page(request.GET.get("page"))
        children.object_list = [as_specific(page) for page in children]
        return super().get_context(request, *args, **kwargs) | {"children": children}

    def first_children(self, number):
        return [as_specific(page) for page in self.public_children()[:number]]

    def public_children(self):
        """In reading order."""
        return with_specific_for_lists(self.get_children().live().filter(view_restrictions__isnull=True))


class InformationPage(ReviewMetadata, BasePage):
    """A page on one subject, such as safety or costs."""

    page_description = "A page on one subject, such as safety or costs."
    template = "content/page.html"
    parent_page_types = ["content.HomePage"]
    subpage_types = []
    content_panels = [*BasePage.content_panels, ReviewMetadata.review_metadata_panel]

    class Meta(ReviewMetadata.Meta):
        pass


class ConditionPage(GuideMixin, ReviewMetadata, BasePage):
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
    template = "content/page.html"
    parent_page_types = ["content.SectionPage"]
    subpage_types = []
    content_panels = [
        *BasePage.content_panels[:-2],
        FieldPanel("evidence_level"),
        *BasePage.content_panels[-2:],
        ReviewMetadata.review_metadata_panel,
    ]

    class Meta(ReviewMetadata.Meta):
        pass


class TreatmentPage(GuideMixin, ReviewMetadata, BasePage):
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
    template = "content/page.html"
    parent_page_types = ["content.SectionPage"]
    subpage_types = []
    content_panels = [
        *BasePage.content_panels[:-2],
        MultiFieldPanel([FieldPanel(name) for name in COMPARED], "Compared with other treatments"),
        *BasePage.content_panels[-2:],
        ReviewMetadata.review_metadata_panel,
    ]

    class Meta(ReviewMetadata.Meta):
        pass

    @classmethod
    def compared_fields(cls):
        """Name and label of each row of the comparison table."""
        return [(name, cls._meta.get_field(name).verbose_name.capitalize()) for name in cls.COMPARED]
