"""Pages that other parts of the site rely on: staff can edit them, but they stay live, public and at their address.

Templates and forms name these pages by their address, so the address is what identifies them. What would change that is
refused by content/publishing/fixed_page_guard.py.
"""

from content.blocks.specific_pages import page_address

# Why each address has to stay, for staff who wonder why a button is missing.
FIXED_PAGES = {
    "/": "Every other page is reached through it.",
    "/crisis-help/": "Every page leads people in a crisis here.",
    "/safety/": "People who ask for a consultation, and people with a wrong address, are led here.",
    "/what-to-expect/": "People who ask for a consultation are led here.",
    "/privacy/": "The consultation form leads here, and visitors have a right to read it.",
    "/accessibility/": "People with a disability have a right to find it.",
    "/how-we-review/": "Every page leads readers who found a mistake here.",
}


def is_fixed(page):
    # Wagtail's own welcome page is at "/" too, until Home takes its place.
    return page_address(page.url_path) in FIXED_PAGES and page.cached_content_type.app_label == "content"


def why_fixed(page):
    return FIXED_PAGES[page_address(page.url_path)]
