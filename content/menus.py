"""The menus of the site: the links of the header, the groups of the menu sheet and those of the footer.

The header has the same six links, in this order and with these words, on every page (docs/decisions/0019). All other
pages below Home stand in the menu sheet, and most in the footer as well, each under its own short title.
"""

from dataclasses import dataclass

from django.db.models import Exists, F, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from wagtail.models import Page

from content.blocks.specific_pages import page_address
from content.models import HomePage

# Home is below the invisible root of the tree, and the pages of the menus are below Home.
BELOW_HOME = 3
# The menu_title of each kind of page that stands below Home, read with the pages themselves.
SHORT_TITLES = [f"{kind}__short_title" for kind in ("sectionpage", "informationpage", "legalpage")]
MENU_TITLE = Coalesce(*(NullIf(F(name), Value("")) for name in SHORT_TITLES), F("title"))

HEADER = {
    "conditions": "Conditions",
    "treatments": "Treatments",
    "what-to-expect": "What to expect",
    "safety": "Safety",
    "costs": "Prices",
    "team": "Our team",
}
# Which pages stand where in the menu sheet; one that no group names stands in the first, if it is shown in menus.
ABOUT_KETAMINE = [
    *("how-it-works", "conditions", "treatments", "compare-treatments"),
    *("safety", "age-and-pregnancy", "medicines", "long-use", "ketamine-at-home"),
    *("your-care-plan", "questions"),
]
YOUR_VISIT = ["choosing-a-clinic", "what-to-expect", "your-session", "costs", "visit", "your-rights"]
PEOPLE = ["team", "family", "for-clinicians"]
CRISIS_HELP = "crisis-help"


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class MenuGroup:
    title: str
    links: list


@dataclass(frozen=True)
class Menus:
    header: list
    groups: list
    footer: list

    @property
    def addresses(self):
        """Of all pages below Home that are open to everybody."""
        return {link.url for group in [*self.groups, *self.footer] for link in group.links}


NO_MENUS = Menus(header=[], groups=[], footer=[])


def menus_at(path):
    """The menus as they are shown on the page at `path`, from one query. Empty while Home is not live."""
    is_open = Exists(HomePage.objects.live())
    pages = Page.objects.live().filter(is_open, depth=BELOW_HOME, view_restrictions__isnull=True)
    pages = {page.slug: page for page in pages.annotate(menu_title=MENU_TITLE).order_by("path")}
    if not pages:
        return NO_MENUS
    items = {slug: item(page, path) for slug, page in pages.items()}
    search = MenuItem("Search", reverse("search"), path == reverse("search"))

    def named(*slugs):
        return [items[slug] for slug in slugs if slug in items]

    elsewhere = {*ABOUT_KETAMINE, *YOUR_VISIT, *PEOPLE, CRISIS_HELP}
    own = [items[slug] for slug, page in pages.items() if slug not in elsewhere and page.show_in_menus]
    small_print = [items[slug] for slug, page in pages.items() if slug not in elsewhere and not page.show_in_menus]
    home = MenuItem("Home", "/", path == "/")
    return Menus(
        header=named(*HEADER),
        groups=[
            MenuGroup("About ketamine", [home, *named(*ABOUT_KETAMINE), *own]),
            MenuGroup("Your visit", named(*YOUR_VISIT)),
            MenuGroup("People", [*named(*PEOPLE), search, *named(CRISIS_HELP)]),
        ],
        footer=[
            MenuGroup("Your visit", [*named(*YOUR_VISIT), *named("family", "questions")]),
            MenuGroup(
                "About us",
                [
                    *named("conditions", "treatments", "compare-treatments", "safety", "medicines"),
                    *named("how-it-works", "your-care-plan"),
                    *own,
                    *named("team", "for-clinicians"),
                    *small_print,
                    search,
                ],
            ),
        ],
    )


def item(page, path):
    url = page_address(page.url_path)
    return MenuItem(HEADER.get(page.slug, page.menu_title), url, is_current=path.startswith(url))
