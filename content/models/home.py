from django.utils.functional import cached_property

from .readable_page import ReadablePage


class HomePage(ReadablePage):
    """The front door. There is one, at the top of the tree."""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["content.SectionPage", "content.InformationPage"]

    @cached_property
    def conditions(self):
        from .condition import ConditionPage

        pages = ConditionPage.objects.descendant_of(self).live().filter(view_restrictions__isnull=True)
        return list(pages.defer("body").order_by("path"))
