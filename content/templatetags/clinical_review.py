from django import template

from content.review import review

register = template.Library()


@register.inclusion_tag("wagtailadmin/clinical_review.html")
def clinical_review(page):
    """What the review has to say about the page as it stands in the editor."""
    return {"findings": review(page), "page": page}
