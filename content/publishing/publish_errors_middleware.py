"""Tells whoever was refused why, whichever button they pressed: a page stays a draft, a picture stays on its pages."""

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
        address = place_to_mend(exception.page)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # What Wagtail's own dialogs wait for before they follow the address.
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)


def place_to_mend(thing):
    """Where the page or the source is edited; a page that is not stored yet has no such place."""
    return (thing.pk and AdminURLFinder().get_edit_url(thing)) or reverse("wagtailadmin_explore_root")


def error_message(refusal):
    if isinstance(refusal, FixedPageError):
        return format_html("<strong>“{}” was not changed.</strong> {}", refusal.page.title, refusal.words)
    if isinstance(refusal, InUseError):
        return format_html("<strong>“{}” stays as it is.</strong> {}", refusal.page, refusal.words)
    context = {
        "title": getattr(refusal.page, "title", refusal.page),
        "words": refusal.words,
        "findings": refusal.findings[:SHOWN],
        "more": max(0, len(refusal.findings) - SHOWN),
    }
    return render_to_string("wagtailadmin/publish_error.html", context)
