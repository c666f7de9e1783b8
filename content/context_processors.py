"""Menus and the clinic's own records for every template."""

from dataclasses import dataclass

from django.db import Error
from django.db.models import Exists, F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.functional import SimpleLazyObject, cached_property
from wagtail.models import Page

from content.blocks.specific_pages import page_address
from content.models import (
    HomePage,
    MonitoringAndReadiness,
    Photographs,
    PricesAndInsurance,
    TeamMemberPage,
    TreatmentsOffered,
)

# Home is below the invisible root of the tree, and the pages of the menus are below Home.
BELOW_HOME = 3
# The menu_title of each kind of page that stands below Home, read with the pages themselves.
SHORT_TITLES = [f"{kind}__short_title" for kind in ("sectionpage", "informationpage", "legalpage")]
MENU_TITLE = Coalesce(*(NullIf(F(name), Value("")) for name in SHORT_TITLES), F("title"))


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Navigation:
    main: list
    site: list


def navigation(request):
    """`navigation.main` for the header and `navigation.site` for the footer, read when a template first asks."""
    return {"navigation": SimpleLazyObject(lambda: navigation_or_empty(request))}


class ClinicRecords:
    """What the clinic says about itself, each record read when a template first asks for it."""

    @cached_property
    def prices(self):
        return read_or_blank(PricesAndInsurance)

    @cached_property
    def treatments(self):
        return read_or_blank(TreatmentsOffered)

    @cached_property
    def monitoring(self):
        return read_or_blank(MonitoringAndReadiness)

    @cached_property
    def photographs(self):
        return read_or_blank(Photographs)

    @cached_property
    def team(self):
        """The live pages of team members in reading order, the medical director first."""
        members = TeamMemberPage.objects.live().filter(view_restrictions__isnull=True)
        return list(members.defer("body").select_related("photo").order_by("-is_medical_director", "path"))


def read_or_blank(model):
    try:
        return model.current()
    except Error:  # the page can be shown without it
        return model(live=False)


def clinic_records(request):
    """`records.prices`, `records.treatments`, `records.monitoring`, `records.photographs` and `records.team`."""
    return {"records": ClinicRecords()}


def navigation_or_empty(request):
    """An error page must not fail for want of its menus, nor wait once more for the database."""
    if getattr(request, "database_failed", False):
        return Navigation(main=[], site=[])
    try:
        return navigation_at(request.path)
    except Error:
        return Navigation(main=[], site=[])


def navigation_at(path):
    is_open = Exists(HomePage.objects.live())
    pages = Page.objects.live().filter(is_open, depth=BELOW_HOME, view_restrictions__isnull=True)
    pages = pages.annotate(menu_title=MENU_TITLE).order_by("path")
    return Navigation(
        main=[item(page, path) for page in pages if page.show_in_menus],
        site=[item(page, path) for page in pages if not page.show_in_menus],
    )


def item(page, path):
    url = page_address(page.url_path)
    return MenuItem(page.menu_title, url, is_current=path.startswith(url))
