from .page_facts import PageFacts
from .readable_page import ReadablePage


class InformationPage(PageFacts, ReadablePage):
    """A page on one subject, such as safety or costs."""

    page_description = "A page on one subject, such as safety or costs."
    parent_page_types = ["content.HomePage"]
    subpage_types = []
    content_panels = [*ReadablePage.content_panels, PageFacts.panels_of_facts]

    class Meta(PageFacts.Meta):
        pass
