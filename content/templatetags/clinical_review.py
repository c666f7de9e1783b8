from django import template
from wagtail.admin.panels import FieldPanel

from content.page_review.page_reader import KIND_OF_FIELD, label_of
from content.page_review.reviews import review
from content.publishing.restore import standing_of

register = template.Library()


@register.inclusion_tag("wagtailadmin/clinical_review.html")
def clinical_review(page):
    """What the review has to say about the page as it stands in the editor."""
    findings, links = review(page), finding_links(page)
    return {
        "findings": findings,
        "with_links": [(finding, links.get(finding.place)) for finding in findings],
        "page": page,
    }


@register.inclusion_tag("wagtailadmin/panels/standing.html")
def page_standing(page, user):
    return {"page": page, "standing": standing_of(page, user)}


def finding_links(page):
    """The anchor of each field by the place that findings name: those of the first tab, since a link opens no other."""
    names = [panel.field_name for panel in page.content_panels if isinstance(panel, FieldPanel)]
    return {label_of(page, name): f"#id_{name}" for name in names if name in KIND_OF_FIELD}
