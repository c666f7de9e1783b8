"""Pages that other parts of the site rely on: staff can edit them, but they stay live, public and at their address.

Templates and forms name these pages by their address, so the address is what identifies them. What would change that is
refused by content/publishing/fixed_page_guard.py.
"""

from django.conf import settings
from wagtail.models import PagePermissionTester

from content.blocks.specific_pages import page_address

CRISIS_HELP = "/crisis-help/"
# Why each address has to stay, for staff who wonder why a button is missing.
FIXED_PAGES = {
    "/": "Every other page is reached through it.",
    CRISIS_HELP: "Every page leads people in a crisis here.",
    "/safety/": "People who ask for a consultation, and people with a wrong address, are led here.",
    "/what-to-expect/": "People who ask for a consultation are led here.",
    "/your-session/": "The second button on Home leads here.",
    "/privacy/": "The consultation form leads here, and visitors have a right to read it.",
    "/accessibility/": "People with a disability have a right to find it.",
    "/how-we-review/": "Every page leads readers who found a mistake here.",
}


def is_fixed(page):
    # Wagtail's own welcome page is at "/" too, until Home takes its place.
    return page_address(page.url_path) in FIXED_PAGES and page.cached_content_type.app_label == "content"


def why_fixed(page):
    return FIXED_PAGES[page_address(page.url_path)]


class PagePermissions(PagePermissionTester):
    """What the page editor offers, in addition to the permissions of each group."""

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
