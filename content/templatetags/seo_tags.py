"""What the head of a page tells browsers and search engines.

The structured data, in the words of schema.org, says only what readers can see: that a page was reviewed only when a
clinician has signed it, and the name of the clinic only when it is filled in.
"""

import json

from bs4 import BeautifulSoup
from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import mark_safe

from content.models.home import HomePage

register = template.Library()

# Search results show about this much of a title, so the name of the clinic comes after it only where it fits.
LONGEST_TITLE = 60
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.filter
def with_name_of(title, clinic):
    whole = f"{title} – {clinic.name}"  # noqa: RUF001
    return whole if len(whole) <= LONGEST_TITLE else title


@register.simple_tag
def absolute_static(path):
    """Sites that show a link need the full address of its picture."""
    return settings.SITE_URL.rstrip("/") + static(path)


@register.simple_tag(takes_context=True)
def structured_data(context):
    """JSON-LD for a script element, escaped so that nothing in it can end the element."""
    said = json.dumps(graph_of(context["page"], context.get("clinic")), ensure_ascii=False, separators=(",", ":"))
    return mark_safe(said.translate(ESCAPES))  # noqa: S308  # nosec B308 B703


CONTEXT = "https://schema.org"
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
QUESTION = "expander"


def graph_of(page, clinic):
    """`clinic` has the contact details of the clinic."""
    parts = [web_page(page), breadcrumbs(page)]
    if isinstance(page, HomePage):
        parts.append(medical_clinic(clinic, page.full_url))
    return {"@context": CONTEXT, "@graph": [part for part in parts if part]}


def web_page(page):
    """A page that has a line on what the FDA approved is about medicine; the page on cookies is not."""
    questions = questions_on(page)
    kinds = ["MedicalWebPage" if page.status_line else "WebPage", *(["FAQPage"] if questions else [])]
    said = {
        "@type": kinds if len(kinds) > 1 else kinds[0],
        "@id": page.full_url,
        "url": page.full_url,
        "name": page.title,
        "description": page.search_description or page.summary,
        "inLanguage": "en-US",
    }
    return said | review_of(page) | ({"mainEntity": questions} if questions else {})


def review_of(page):
    if not getattr(page, "is_clinically_reviewed", False):
        return {}
    reviewer = {"@type": "Person", "name": page.reviewed_by}
    if page.reviewer_role:
        reviewer["jobTitle"] = page.reviewer_role
    day = {"lastReviewed": page.last_reviewed.isoformat()} if page.last_reviewed else {}
    return day | {"reviewedBy": reviewer}


def questions_on(page):
    asked = [block["value"] for block in page.body.raw_data if block["type"] == QUESTION]
    return [
        {
            "@type": "Question",
            "name": value["question"],
            "acceptedAnswer": {"@type": "Answer", "text": plain_text(value["answer"])},
        }
        for value in asked
    ]


def plain_text(rich_text):
    return " ".join(BeautifulSoup(rich_text, "html.parser").get_text(" ").split())


def breadcrumbs(page):
    """None for Home."""
    if not page.breadcrumbs:
        return None
    home, *sections = page.breadcrumbs
    way = [("Home", home), *((section.menu_title, section) for section in sections), (page.menu_title, page)]
    places = [
        {"@type": "ListItem", "position": number, "name": name, "item": place.full_url}
        for number, (name, place) in enumerate(way, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": places}


def medical_clinic(clinic, address):
    """A clinic without a street and a phone number cannot be found, so there is nothing to tell."""
    if not (clinic and clinic.has_address and clinic.phone):
        return None
    said = {
        "@type": "MedicalClinic",
        "@id": f"{address}#clinic",
        "name": clinic.name,
        "url": address,
        "telephone": clinic.phone,
        "email": clinic.email,
        "address": postal_address(clinic),
        "openingHoursSpecification": [hours(span) for span in clinic.main_location.hours],
    }
    return {name: value for name, value in said.items() if value}


def postal_address(clinic):
    said = {
        "@type": "PostalAddress",
        "streetAddress": clinic.street,
        "addressLocality": clinic.city,
        "addressRegion": clinic.region,
        "postalCode": clinic.postal_code,
    }
    return {name: value for name, value in said.items() if value}


def hours(span):
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": DAYS[span.weekday],
        "opens": f"{span.opens:%H:%M}",
        "closes": f"{span.closes:%H:%M}",
    }
