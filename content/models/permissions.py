"""What the page editor offers, in addition to the permissions of each group."""

from django.conf import settings
from wagtail.models import PagePermissionTester

from .fixed_pages import is_fixed


class PagePermissions(PagePermissionTester):
    def can_publish_subpage(self):
        """With the two-person rule, a new page or a copy begins as a draft."""
        return super().can_publish_subpage() and not settings.FOUR_EYES

    # What content/publishing/fixed_page_guard.py refuses is offered to nobody.

    def can_unpublish(self):
        return super().can_unpublish() and not is_fixed(self.page)

    def can_delete(self, ignore_bulk=False):
        return super().can_delete(ignore_bulk) and not is_fixed(self.page)

    def can_move_to(self, destination):
        return super().can_move_to(destination) and (not is_fixed(self.page) or self.page.is_child_of(destination))

    def can_set_view_restrictions(self):
        return super().can_set_view_restrictions() and not is_fixed(self.page)

    def can_put_back(self):
        return self.can_publish() and not self.page_locked()

    def can_discard_changes(self):
        return self.can_edit() and not self.page_locked() and not self.page.workflow_in_progress
