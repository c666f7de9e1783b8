"""Django's admin under the clinic's name, with a home page that shows what waits for each person."""

from dataclasses import dataclass
from functools import wraps

from django.apps import apps
from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse

from clinic_site.health.readiness import CHECKS, checked
from contact.models import ClinicDetails
from contact.triage import setup as contact_setup
from contact.triage.edit_conflicts import posted_integer
from contact.triage.staff_home import Waiting, waiting_for
from content.editor import setup as content_setup
from content.editor.staff_home import facts_to_look_up, hidden_pages_for, pages_waiting_for

STAFF_APPS = {"contact", "auth", "admin"}
# The checks of /readyz that no other line of the home page covers, and that are fast.
CHECKS_SHOWN = ["disk", "backup", "clock", "deletion", "newest_event", "page_cache"]


class ClosedLookups:
    """A list that answers only the lookups that its admin names in `allowed_lookups`, and none if it names none.

    Django looks into any column of the table: whoever sees a list of people could guess a password's hash.
    """

    def lookup_allowed(self, lookup, value, request=None):
        return lookup in getattr(self, "allowed_lookups", ())


class StaffSite(AdminSite):
    index_title = "Staff home"
    site_url = "/"
    # It would repeat the staff home, next to a table that needs the space.
    enable_nav_sidebar = False

    def each_context(self, request):
        name = ClinicDetails.current().name
        return super().each_context(request) | {"site_header": name, "site_title": name}

    def admin_view(self, view, cacheable=False):
        return super().admin_view(with_numeric_keys(view), cacheable)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Leaves out what libraries register: pictures belong to the page editor, and nobody edits second factors."""
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple)) else [model_or_iterable]
        ours = [model for model in models if model._meta.app_label in STAFF_APPS]
        admin_class = admin_class or ModelAdmin
        super().register(ours, type(admin_class.__name__, (ClosedLookups, admin_class), {}), **options)

    def index(self, request, extra_context=None):
        home = {
            "waiting": [
                *failed_checks(request.user),
                *waiting_for(request.user),
                *hidden_pages_for(request.user),
                *pages_waiting_for(request.user),
                *facts_to_look_up(request.user),
            ],
            "setup": setup_progress(request.user),
            "admin_menu": menu_for(request.user, self.get_app_list(request)),
        }
        return super().index(request, home | (extra_context or {}))

    def get_urls(self):
        return [path("setup/", self.admin_view(self.setup), name="setup"), *super().get_urls()]

    def setup(self, request):
        """What the clinic can say about itself, step by step, with what is still missing."""
        progress = setup_progress(request.user)
        if not progress.steps:
            raise PermissionDenied
        public = content_setup.public_addresses() | {reverse("consultation")}
        context = self.each_context(request) | {"title": "Set up your site", "setup": progress, "public": public}
        return TemplateResponse(request, "admin/setup.html", context)

    def app_index(self, request, app_label, extra_context=None):
        menu = list(sections(model_items(self.get_app_list(request, app_label))))
        title = apps.get_app_config(app_label).verbose_name
        return super().app_index(request, app_label, {"title": title, "admin_menu": menu} | (extra_context or {}))


@dataclass(frozen=True)
class SetupProgress:
    steps: list

    @property
    def done(self):
        return sum(step.is_done for step in self.steps)

    @property
    def is_complete(self):
        return self.done == len(self.steps)


def setup_progress(user):
    """The steps that `user` may take."""
    return SetupProgress([*contact_setup.setup_steps(user), *content_setup.setup_steps(user)])


def with_numeric_keys(view):
    """Every table here is keyed by numbers; Django fails where a list is posted with anything else chosen."""

    @wraps(view)
    def checked_view(request, *args, **kwargs):
        if any(posted_integer(pk) is None for pk in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("A chosen row has no number.")
        return view(request, *args, **kwargs)

    return checked_view


def failed_checks(user):
    """What stops requests from being stored or brought back, for those who can call the operator."""
    if not user.has_perm("contact.view_upkeeprun"):
        return
    # Nobody misses a sample.
    for name in [name for name in CHECKS_SHOWN if not (settings.DEMO and name == "backup")]:
        passed, message = checked(CHECKS[name])
        if not passed:
            address = reverse("admin:contact_upkeeprun_changelist")
            yield Waiting(f"{message} Tell whoever looks after the server.", address, is_urgent=True)


PAGE_EDITOR = "page editor"
STATISTICS = "statistics"
ACCESS_REVIEW = "access review"

# What there is in /admin/ and /cms/, each with a line in the clinic's words.
MENU = {
    "Requests": {
        "contact.ConsultationRequest": "Who asked, and what is next",
        STATISTICS: "How many come in, how long they wait, how they end",
        "contact.RequestEvent": "Every look and every change, in order",
        ACCESS_REVIEW: "Each person's looks and searches, a week at a time",
        "contact.OutboxMessage": "What goes out by email, and what is stuck",
        "contact.DeletionRecord": "Which requests were deleted, when and why",
        "contact.UpkeepRun": "Backups, deletions and counts, and how they went",
    },
    "Pages": {
        PAGE_EDITOR: "Write, review and publish what visitors read",
    },
    "The clinic": {
        "contact.ClinicDetails": "Name, logo, reply time, closures, notice of the day",
        "contact.Location": "Address, phone, opening hours, parking, map",
        "contact.CrisisHelp": "The numbers that stand on every page",
        "contact.RetentionPeriod": "When requests are deleted, closed or not",
        "contact.ReplyTemplate": "Words to copy for a call, a voice message or an email",
    },
    "People": {
        "auth.User": "Who may sign in",
        "auth.Group": "What each role may do",
        "admin.LogEntry": "Who changed what in here, and when",
    },
}


@dataclass(frozen=True)
class MenuItem:
    name: str
    address: str
    description: str = ""


def menu_for(user, app_list):
    """Pairs of a heading and the items that `user` may open. `app_list` is what the admin lists for them."""
    return list(sections(model_items(app_list) | other_items(user)))


def model_items(app_list):
    """What the admin lists, by label such as "auth.User"."""
    return {
        f"{app['app_label']}.{model['object_name']}": MenuItem(model["name"], model["admin_url"])
        for app in app_list
        for model in app["models"]
    }


def other_items(user):
    """Pages that list no model, each with the permission that it asks for."""
    items = {
        STATISTICS: (
            "contact.view_consultationrequest",
            "Requests in figures",
            "admin:contact_consultationrequest_figures",
        ),
        ACCESS_REVIEW: ("contact.view_requestevent", "Who looked at what", "admin:contact_requestevent_week"),
        PAGE_EDITOR: ("wagtailadmin.access_admin", "Page editor", "wagtailadmin_home"),
    }
    return {
        label: MenuItem(name, reverse(view))
        for label, (permission, name, view) in items.items()
        if user.has_perm(permission)
    }


def sections(found):
    """What the menu has no line for yet comes last."""
    named = {label for descriptions in MENU.values() for label in descriptions}
    others = {label: "" for label in found if label not in named}
    for heading, descriptions in [*MENU.items(), ("More", others)]:
        items = [
            MenuItem(found[label].name, found[label].address, description)
            for label, description in descriptions.items()
            if label in found
        ]
        if items:
            yield heading, items
