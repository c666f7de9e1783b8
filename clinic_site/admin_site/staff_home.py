"""The staff's front page: Django's admin under the clinic's name, with what waits for whoever looks."""

from functools import wraps

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.urls import reverse

from clinic_site.admin_site.admin_menu import figures_for, in_sections, looks_for, page_editor_for, tables_in
from clinic_site.health.readiness import CHECKS, checked
from contact.models import ClinicDetails
from contact.staff_home import Waiting, blanks_for, waiting_for
from contact.whole_numbers import whole_number
from content.staff_home import blanks_of_pages, facts_to_look_up, hidden_pages_for, pages_waiting_for

STAFF_APPS = {"contact", "auth", "admin"}
# The parts of /readyz that the lines about requests and mail do not tell already, and that cost no page its speed.
TOLD_ON_THE_HOME = ["disk", "backup", "clock", "deletion", "newest_event", "baked_pages"]


class ClosedLookups:
    """A list that answers only the lookups that its admin names in `allowed_lookups`, and none if it names none.

    Django looks into any column of the table: whoever sees a list of people could guess a password's hash.
    """

    def lookup_allowed(self, lookup, value, request=None):
        return lookup in getattr(self, "allowed_lookups", ())


class StaffSite(AdminSite):
    index_title = "Staff home"
    site_url = "/"
    # It would say the staff home again, beside a table that needs the room.
    enable_nav_sidebar = False

    def each_context(self, request):
        name = ClinicDetails.current().name
        return super().each_context(request) | {"site_header": name, "site_title": name}

    def admin_view(self, view, cacheable=False):
        return super().admin_view(with_whole_keys(view), cacheable)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Without what libraries register: pictures belong to the page editor, second factors to nobody's hands."""
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple)) else [model_or_iterable]
        ours = [model for model in models if model._meta.app_label in STAFF_APPS]
        admin_class = admin_class or ModelAdmin
        super().register(ours, type(admin_class.__name__, (ClosedLookups, admin_class), {}), **options)

    def index(self, request, extra_context=None):
        own_pages = figures_for(request.user) | looks_for(request.user) | page_editor_for(request.user)
        home = {
            "waiting": [
                *faults_of_the_machine(request.user),
                *waiting_for(request.user),
                *hidden_pages_for(request.user),
                *pages_waiting_for(request.user),
                *facts_to_look_up(request.user),
            ],
            "blanks": [*blanks_for(request.user), *blanks_of_pages(request.user)],
            "doors": list(in_sections(tables_in(self.get_app_list(request)) | own_pages)),
        }
        return super().index(request, home | (extra_context or {}))

    def app_index(self, request, app_label, extra_context=None):
        doors = in_sections(tables_in(self.get_app_list(request, app_label)))
        title = apps.get_app_config(app_label).verbose_name
        return super().app_index(request, app_label, {"title": title, "doors": list(doors)} | (extra_context or {}))


def with_whole_keys(view):
    """Every table here is keyed by numbers; Django fails where a list is posted with anything else chosen."""

    @wraps(view)
    def checked_view(request, *args, **kwargs):
        if any(whole_number(pk) is None for pk in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("A chosen row has no number.")
        return view(request, *args, **kwargs)

    return checked_view


def faults_of_the_machine(user):
    """What stops requests from being stored or brought back, for those who can call the operator."""
    if not user.has_perm("contact.view_upkeeprun"):
        return
    for name in TOLD_ON_THE_HOME:
        is_well, words = checked(CHECKS[name])
        if not is_well:
            address = reverse("admin:contact_upkeeprun_changelist")
            yield Waiting(f"{words} Tell whoever looks after the server.", address, is_urgent=True)
