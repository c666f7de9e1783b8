"""What the page editor offers to whom, beside the rights of each group."""

from wagtail.models import PagePermissionTester

from content import four_eyes


class PagePermissions(PagePermissionTester):
    def can_publish_subpage(self):
        """Where a second person has to read each page, a new page or a copy begins as a draft."""
        return super().can_publish_subpage() and not four_eyes.is_on()
