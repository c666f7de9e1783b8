"""Turns errors of publishing, changing and deleting into a message for staff, whichever button they pressed."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from .fixed_page_guard import FixedPageError
from .publish_guard import PublishRefused
from .usage import InUseError

SHOWN = 5


class PublishErrorsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, (PublishRefused, FixedPageError, InUseError)):
            return None
        messages.error(request, error_message(exception))
        address = edit_address(exception.page)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # Wagtail's dialogs follow the address of such an answer.
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)


def edit_address(thing):
    """The address of the editor of this page or source; that of the explorer for a page that is not stored yet."""
    return (thing.pk and AdminURLFinder().get_edit_url(thing)) or reverse("wagtailadmin_explore_root")


def error_message(error):
    if isinstance(error, FixedPageError):
        return format_html("<strong>“{}” was not changed.</strong> {}", error.page.title, error.words)
    if isinstance(error, InUseError):
        return format_html("<strong>“{}” stays as it is.</strong> {}", error.page, error.words)
    context = {
        "title": getattr(error.page, "title", error.page),
        "words": error.words,
        "findings": error.findings[:SHOWN],
        "more": max(0, len(error.findings) - SHOWN),
    }
    return render_to_string("wagtailadmin/publish_error.html", context)
