"""What search engines are told about a page and about the clinic, in the words of schema.org.

It says only what readers can see: that a page was reviewed only when a clinician has signed it, and of the clinic what
its records hold.
"""

import re
from itertools import groupby
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.conf import settings

from content.blocks.pictures import sizes_of
from content.models import HomePage, TeamMemberPage

CONTEXT = "https://schema.org"
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
QUESTION, RECORD = "expander", "clinic_record"
# Records that bring the photo of the clinic's place with them.
SHOW_THE_PLACE = {"photo_visit", "arrival"}
# Such as "English, Spanish and Portuguese"; whatever else is typed is told as it stands.
BETWEEN_LANGUAGES = re.compile(r",? and |, ")
LANGUAGE = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)?")


def graph_of(page, clinic, records):
    """`clinic` has the contact details of the clinic, `records` what it says about itself."""
    nodes = [web_page(page, clinic), breadcrumbs(page)]
    if clinic and records and shows_clinic(page):
        nodes += clinics(page, clinic, records)
    return {"@context": CONTEXT, "@graph": [node for node in nodes if node]}


def known(node):
    """Without what is blank."""
    return {name: value for name, value in node.items() if value}


def absolute(address):
    """Whoever reads this elsewhere, such as a site that shows a link, needs full addresses."""
    return urljoin(settings.SITE_URL, address)


def largest(photo):
    """The address of its largest size; none where the photo or its file is missing."""
    return [absolute(size.url) for size in sizes_of(photo)[:1]] if photo else []


# -- the page --------------------------------------------------------------------


def web_page(page, clinic):
    questions = questions_on(page)
    kinds = [kind_of(page), *(["FAQPage"] if questions else [])]
    node = {
        "@type": kinds if len(kinds) > 1 else kinds[0],
        "@id": page.full_url,
        "url": page.full_url,
        "name": page.title,
        "description": page.search_description or page.summary,
        "inLanguage": "en-US",
    }
    about = member(page, clinic) if isinstance(page, TeamMemberPage) else questions
    return known(node | review_of(page) | {"mainEntity": about})


def kind_of(page):
    """A page that has a line on what the FDA approved is about medicine; the page on cookies is not."""
    if isinstance(page, TeamMemberPage):
        return "ProfilePage"
    return "MedicalWebPage" if page.status_line else "WebPage"


def review_of(page):
    if not getattr(page, "is_clinically_reviewed", False):
        return {}
    reviewer = {"@type": "Person", "name": page.reviewed_by, "jobTitle": page.reviewer_role}
    if page.reviewer_page:
        reviewer |= address_of(page.reviewer_page)
    day = {"lastReviewed": page.last_reviewed.isoformat()} if page.last_reviewed else {}
    return day | {"reviewedBy": known(reviewer)}


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


# -- people ----------------------------------------------------------------------


def person(page):
    node = {
        "@type": "Person",
        "name": page.title,
        "honorificSuffix": page.credentials,
        "jobTitle": page.job_title,
        "knowsLanguage": languages_in(page.languages),
    }
    return known(node | address_of(page))


def address_of(page):
    """The same person under the same address, wherever the name is told."""
    return {"@id": f"{page.full_url}#person", "url": page.full_url}


def member(page, clinic):
    """The person whose own page this is."""
    node = {"description": page.summary, "image": largest(page.photo), "worksFor": employer(clinic)}
    return person(page) | known(node)


def employer(clinic):
    return {"@type": "MedicalOrganization", "@id": whole_clinic(), "name": clinic.name} if clinic else None


def languages_in(words):
    names = BETWEEN_LANGUAGES.split(words)
    return names if all(LANGUAGE.fullmatch(name) for name in names) else words


# -- the clinic ------------------------------------------------------------------


def shows_clinic(page):
    """Home, and each page that shows where the clinic is."""
    return isinstance(page, HomePage) or "locations" in records_on(page)


def records_on(page):
    return [block["value"].get("record") for block in page.body.raw_data if block["type"] == RECORD]


def whole_clinic():
    return absolute("/#clinic")


def clinics(page, clinic, records):
    """A node for each place that can be found. With several, the clinic is an organization to which they belong.

    The records do not say who works, or what is offered, at which of them.
    """
    if not any(location.has_address for location in clinic.locations):
        return []  # without reading any record
    places = [location for location in clinic.locations_shown if location.has_address]
    picture = picture_on(page, records)
    whole = {"@id": whole_clinic(), "name": clinic.name} | of_the_whole(clinic, records, picture)
    if len(places) == 1:
        return [known({"@type": "MedicalClinic"} | whole | services(records) | of_the_place(places[0], records))]
    branches = [
        known(
            {"@type": "MedicalClinic", "@id": absolute(f"/#location-{place.pk}"), "name": f"{clinic.name}, {place}"}
            | of_the_place(place, records)
            | {"image": picture, "parentOrganization": {"@id": whole_clinic()}}
        )
        for place in places
    ]
    return [known({"@type": "MedicalOrganization"} | whole), *branches]


def of_the_whole(clinic, records, picture):
    return {
        "url": absolute("/"),
        "email": clinic.email,
        "logo": absolute(clinic.logo.url) if clinic.logo else "",
        "image": picture,
        "knowsLanguage": languages_in(clinic.languages),
        "employee": [person(page) for page in records.team],
    }


def services(records):
    """Names and addresses of treatments: what they may do is said on their pages, with its limits."""
    offered = [page for page in records.treatments.offered.all() if page.live]
    services = [{"@type": "MedicalProcedure", "name": page.title, "url": page.full_url} for page in offered]
    return {"availableService": services}


def of_the_place(location, records):
    ways_to_pay = records.prices.ways_to_pay
    return {
        "telephone": location.phone_in_digits,
        "faxNumber": location.fax_in_digits,
        "address": postal_address(location),
        "hasMap": location.map_link,
        "openingHoursSpecification": [*weekly_hours(location), *closed_days(location)],
        "currenciesAccepted": "USD" if ways_to_pay else "",
        "paymentAccepted": ways_to_pay,
    }


def picture_on(page, records):
    """The clinic's own photo that this page shows."""
    if isinstance(page, HomePage):
        return largest(records.photographs.home)
    return largest(records.photographs.visit) if SHOW_THE_PLACE.intersection(records_on(page)) else []


def postal_address(location):
    return known(
        {
            "@type": "PostalAddress",
            "streetAddress": location.street,
            "addressLocality": location.city,
            "addressRegion": location.region,
            "postalCode": location.postal_code,
        }
    )


def weekly_hours(location):
    """One node for all days with the same hours; closing before opening is read as on the next day."""
    spans = sorted(location.hours, key=times_of)
    for (opens, closes), days in groupby(spans, times_of):
        yield opening_hours(opens, closes) | {"dayOfWeek": [DAYS[span.weekday] for span in days]}


def times_of(span):
    return span.opens, span.closes


def opening_hours(opens, closes):
    return {"@type": "OpeningHoursSpecification", "opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}


def closed_days(location):
    """Search engines read midnight to midnight as closed all day."""
    for closure in location.closures:
        day = closure.date.isoformat()
        yield {
            "@type": "OpeningHoursSpecification",
            "opens": "00:00",
            "closes": "00:00",
            "validFrom": day,
            "validThrough": day,
        }
