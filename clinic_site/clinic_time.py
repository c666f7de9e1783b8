"""Staff read times as the clock on their wall shows them, whatever the server's clock says."""

from django.utils import timezone

from contact.models import ClinicDetails


class ClinicTime:
    """Not in the page editor: Wagtail has a time zone for each editor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(("/admin/", "/accounts/")):
            return self.get_response(request)
        with timezone.override(ClinicDetails.current().time_zone):
            return self.get_response(request)
