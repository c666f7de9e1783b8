"""Everything on live pages that a person might change, and a way to try each: what do visitors see afterwards?"""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from PIL import Image as Drawing
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Site, Workflow

from contact.models import CrisisHelp
from content.models import InformationPage, Source
from tests.builders.editing import form_of
from tests.builders.pages import (
    make_condition_page,
    make_home_page,
    make_image,
    make_section_page,
    make_source,
    make_whole_page,
)
from tests.builders.requests import make_clinic_details

NOBODY = {"restriction_type": "login", "password": "", "groups": []}


def stage():
    """A site with a page that shows a picture and cites a source."""
    make_clinic_details()
    CrisisHelp().save()
    make_home_page()
    make_section_page("others")
    make_condition_page("ptsd")
    page = make_whole_page()
    picture = {"image": make_image().pk, "alt_text": "A room with a window.", "decorative": False}
    shown = {"type": "picture", "value": {"picture": picture, "caption": "Our room.", "sources": [make_source().pk]}}
    body = [*page.body.raw_data, shown]
    InformationPage.objects.filter(pk=page.pk).update(body=body)
    Collection.objects.get(depth=1).add_child(name="Private")


def page():
    return InformationPage.objects.get(slug="about-us")


def editing(action):
    plain = page()
    del plain.body[-1]  # the builder of the form knows texts only
    return reverse("wagtailadmin_pages:edit", args=[plain.pk]), form_of(plain, title="New words", **{action: "yes"})


def of_page(name, form=None):
    return lambda: (reverse(f"wagtailadmin_pages:{name}", args=[page().pk]), form or {})


def moving():
    places = [Page.objects.get(slug=slug).pk for slug in ("ptsd", "others")]
    return reverse("wagtailadmin_pages:move_confirm", args=places), {}


def of_picture(name, **form):
    def way():
        picture = get_image_model().objects.get()
        fields = {"title": "New words", "description": "New words", "collection": 1} | form
        return reverse(f"wagtailimages:{name}", args=[picture.pk]), fields | ({"file": other_file()})

    return way


def other_file():
    file = io.BytesIO()
    Drawing.new("RGB", (40, 40), "red").save(file, "PNG")
    return SimpleUploadedFile("other.png", file.getvalue(), "image/png")


def picture_into_private():
    address = reverse("wagtail_bulk_action", args=["wagtailimages", "image", "add_to_collection"])
    private = Collection.objects.get(name="Private")
    private.view_restrictions.create(restriction_type="login")
    return f"{address}?id={get_image_model().objects.get().pk}", {"collection": private.pk}


def of_source(name, **form):
    def way():
        source = Source.objects.get(identifier="R07")
        fields = {"identifier": "R07", "kind": "study", "citation": "New words.", "url": ""}
        return reverse(source.snippet_viewset.get_url_name(name), args=[source.pk]), fields | form

    return way


def several(model, pk_of, action="delete"):
    return lambda: (reverse("wagtail_bulk_action", args=[*model.split("."), action]) + f"?id={pk_of()}", {})


def of_site():
    site = Site.objects.get(is_default_site=True)
    form = {"hostname": "elsewhere.example", "port": 80, "site_name": "x", "root_page": 1, "is_default_site": "on"}
    return reverse("wagtailsites:edit", args=[site.pk]), form


def a_redirect():
    return reverse("wagtailredirects:add"), {"old_path": "/nowhere", "redirect_link": "https://elsewhere.example/"}


def of_workflow():
    return reverse("wagtailadmin_workflows:disable", args=[Workflow.objects.get(name="Clinical review").pk]), {}


def of_clinic():
    form = {"name": "New words", "email": "", "reply_within_working_days": 1, "give_back_after_hours": 8}
    form |= {f"holidays-{what}_FORMS": 0 for what in ("TOTAL", "INITIAL")}
    return "/admin/contact/clinicdetails/1/change/", form | {"emergency_notice": "New words"}


def a_location():
    return "/admin/contact/location/add/", {"phone": "(212) 555-0199", "time_zone": "UTC", "place": 0}


def of_crisis_help():
    form = {field.name: getattr(CrisisHelp.objects.get(), field.name) for field in CrisisHelp._meta.fields}
    words = {name: "911" if "number" in name else value for name, value in form.items() if value is not None}
    return "/admin/contact/crisishelp/1/change/", words | {"emergency_number": "999"}


WAYS = {
    "a page: its words, at once": lambda: editing("action-publish"),
    "a page: its words, as a draft": lambda: editing("action-save"),
    "a page: taken down": of_page("unpublish"),
    "a page: deleted": of_page("delete"),
    "a page: moved to another address": moving,
    "a page: closed to visitors": of_page("set_privacy", NOBODY),
    "pages: several deleted": several("wagtailcore.page", lambda: page().pk),
    "pages: several taken down": several("wagtailcore.page", lambda: page().pk, "unpublish"),
    "a picture: another file": of_picture("edit"),
    "a picture: deleted": of_picture("delete"),
    "pictures: several deleted": several("wagtailimages.image", lambda: get_image_model().objects.get().pk),
    "a picture: into a private collection": picture_into_private,
    "a source: its words, at once": of_source("edit", **{"action-publish": "yes"}),
    "a source: its words, as a draft": of_source("edit", **{"action-save": "yes"}),
    "a source: taken down": of_source("unpublish"),
    "a source: deleted": of_source("delete"),
    "sources: several deleted": several("content.source", lambda: Source.objects.get(identifier="R07").pk),
    "the site: its name and front page": of_site,
    "an address that leads elsewhere": a_redirect,
    "the review that pages go through": of_workflow,
    "the clinic's details and notice of the day": of_clinic,
    "where the clinic is": a_location,
    "the crisis numbers": of_crisis_help,
}


def outcomes(client, user):
    """Pairs of a way and whether visitors saw something else after it. Each is undone."""
    get_image_model().objects.update(uploaded_by_user=user)
    before = seen()
    for name, way in WAYS.items():
        with transaction.atomic():
            address, form = way()
            client.post(address, form)
            after = seen()
            transaction.set_rollback(True)
        yield name, after != before


def seen():
    """By visitors, and what decides who reads a page before them."""
    visitor = Client(raise_request_exception=False)
    addresses = ["/", "/about-us/", "/conditions/", "/conditions/ptsd/", "/nowhere"]
    answers = [visitor.get(address) for address in addresses]
    sizes = get_image_model().get_rendition_model().objects.order_by("pk")
    files = [visitor.get(size.file.url).status_code for size in sizes]
    reviews = list(Workflow.objects.values_list("name", "active"))
    return [(answer.status_code, answer.content, answer.get("Location")) for answer in answers], files, reviews
