"""Staff read and enter times in the clinic's time zone, whatever the server's is."""

from functools import partial

from django.utils import timezone
from wagtail.users.models import UserProfile

from contact.models import ClinicDetails

PAGE_EDITOR = "/cms/"


class TimezoneMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(("/admin/", "/accounts/", PAGE_EDITOR)):
            return self.get_response(request)
        zone = ClinicDetails.current().time_zone
        if request.path_info.startswith(PAGE_EDITOR):
            set_editor_time_zone(zone, request.user)
        with timezone.override(zone):
            return self.get_response(request)


def set_editor_time_zone(zone, user):
    """Wagtail activates the time zone of each editor's profile for every request, UTC if there is none."""
    profile = getattr(user, "wagtail_userprofile", None) or UserProfile(user=user)
    # Not a lambda: Wagtail copies the user along with a form.
    profile.get_current_time_zone = partial(str, zone)
