from django import template

from content.finding_places import links_to_fields
from content.page_review.reviews import review
from content.publishing.restore import standing_of

register = template.Library()


@register.inclusion_tag("wagtailadmin/clinical_review.html")
def clinical_review(page):
    """What the review has to say about the page as it stands in the editor."""
    findings, links = review(page), links_to_fields(page)
    return {
        "findings": findings,
        "with_links": [(finding, links.get(finding.place)) for finding in findings],
        "page": page,
    }


@register.inclusion_tag("wagtailadmin/panels/standing.html")
def page_standing(page, user):
    return {"page": page, "standing": standing_of(page, user)}
