from django.utils.functional import cached_property

from .kinds import as_its_kind, with_kinds_for_lists
from .page_facts import PageFacts
from .readable_page import ReadablePage


class SectionPage(PageFacts, ReadablePage):
    """A shelf of pages on one subject, such as the conditions or the types of treatment."""

    page_description = "A shelf that lists the pages below it, such as all conditions."
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.ConditionPage", "content.TreatmentPage"]
    content_panels = [*ReadablePage.content_panels, PageFacts.panels_of_facts]

    class Meta(PageFacts.Meta):
        pass

    @cached_property
    def shelf(self):
        return self.first_on_shelf()

    def first_on_shelf(self, number=None):
        """In reading order; all of them unless told how many."""
        pages = self.get_children().live().filter(view_restrictions__isnull=True)
        return [as_its_kind(page) for page in with_kinds_for_lists(pages)[:number]]
