"""Where in the editor's form the words of a finding stand, so that a finding can lead to them."""

from wagtail.admin.panels import FieldPanel

from content.page_review.page_reader import KIND_OF_FIELD, label_of


def links_to_fields(page):
    """The address of each field by the place that findings name. Another tab would stay closed, so this one alone."""
    names = [panel.field_name for panel in page.content_panels if isinstance(panel, FieldPanel)]
    return {label_of(page, name): f"#id_{name}" for name in names if name in KIND_OF_FIELD}
