"""What the panel above the editor's form shows."""

from django import template
from wagtail.admin.panels import FieldPanel

from content.page_review.page_reader import KIND_OF_FIELD, label_of
from content.page_review.reviews import review
from content.publishing import restore

register = template.Library()

register.simple_tag(review, name="review_findings")
register.simple_tag(restore.page_status)


@register.filter
def link_to_field(place, page):
    """The anchor of the field that a finding names, if it is on the first tab: a link opens no other."""
    names = [panel.field_name for panel in page.content_panels if isinstance(panel, FieldPanel)]
    return next((f"#id_{name}" for name in names if name in KIND_OF_FIELD and label_of(page, name) == place), "")
