"""Pages, the smallest that are valid, live unless said otherwise.

They are too small for the clinical review, and go live before it, as starter pages do; but one is whole.
"""

import io
from datetime import timedelta

from django.core.files.images import ImageFile
from PIL import Image as Drawing
from wagtail.images import get_image_model
from wagtail.models import Page

from content.models import ConditionPage, HomePage, InformationPage, SectionPage, Source, TreatmentPage
from content.publishing.publish_guard import before_any_review
from content.starter.loader import create_site, remove_welcome_page
from tests.builders.dates import clinics_today


def make_home_page(**fields):
    """The one front door, in the place of Wagtail's welcome page."""
    home = HomePage.objects.first()
    if home:
        return home
    remove_welcome_page()
    home = add(Page.get_first_root_node(), HomePage, "home", fields)
    create_site(home)
    return home


def make_section_page(slug="conditions", **fields):
    return add(make_home_page(), SectionPage, slug, fields)


def make_information_page(slug="safety", parent=None, **fields):
    return add(parent or make_home_page(), InformationPage, slug, fields)


def make_whole_page(slug="about-us", **fields):
    """An information page without a fault."""
    words = {"type": "text", "value": {"text": "<p>Reading sets no cookie.</p>", "sources": [make_source().pk]}}
    whole = {"title": "About us", "search_description": "What this page says.", "body": [words]}
    return make_information_page(slug, **(whole | dates_and_writer() | fields))


def dates_and_writer():
    """What a page says of itself to pass the review."""
    today = clinics_today()
    return {"written_by": "The team", "last_reviewed": today, "next_review_due": today + timedelta(days=365)}


def make_condition_page(slug="ptsd", parent=None, **fields):
    evidence = [make_evidence("ketamine", sources=[make_source().pk])]
    return add(parent or make_section_page(), ConditionPage, slug, {"evidence": evidence} | fields)


def make_evidence(medicine, people=120, shows="mixed", **value):
    return {"type": medicine, "value": {"people": people, "trials": 2, "shows": shows} | value}


def make_treatment_page(slug="iv-infusion", parent=None, **fields):
    compared = dict.fromkeys(TreatmentPage.COMPARED, "so and so")
    return add(parent or make_section_page("treatments"), TreatmentPage, slug, compared | fields)


def make_source(identifier="R07", **fields):
    details = {"kind": "trial", "citation": "A trial. 2020."} | fields
    return Source.objects.get_or_create(identifier=identifier, defaults=details)[0]


def make_image(title="IMG_2041.jpg", size=(1600, 900)):
    file = io.BytesIO()
    Drawing.new("RGB", size, "teal").save(file, "PNG")
    return get_image_model().objects.create(title=title, file=ImageFile(file, name="room.png"))


def add(parent, model, slug, fields):
    page = model(slug=slug, **{"title": slug.capitalize(), "summary": "What this page says."} | fields)
    with before_any_review():
        return Page.objects.get(pk=parent.pk).add_child(instance=page)


def go_live_unreviewed(page):
    """The page's present words, for visitors, as no route on the site would take them."""
    with before_any_review():
        page.save_revision().publish()
