"""The staff's front page: Django's admin under the clinic's name, with what waits for whoever looks."""

from django.contrib.admin import AdminSite
from django.urls import reverse

from contact.models import ClinicDetails
from contact.staff_home import waiting_for


class StaffSite(AdminSite):
    index_title = "Staff home"
    site_url = "/"

    def each_context(self, request):
        name = ClinicDetails.current().name
        return super().each_context(request) | {
            "site_header": name,
            "site_title": name,
            "page_editor_url": page_editor_url(request.user),
        }

    def index(self, request, extra_context=None):
        waiting = {"waiting": waiting_for(request.user)}
        return super().index(request, waiting | (extra_context or {}))


def page_editor_url(user):
    if user.has_perm("wagtailadmin.access_admin"):
        return reverse("wagtailadmin_home")
