"""Tells whoever was refused why, whichever button they pressed: a page stays a draft, a picture stays on its pages."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from content.fixed_pages import MustStay
from content.publishing import MayNotGoLive
from content.shown_on_pages import StillShown

SHOWN = 5


class SayWhyNotPublished:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, (MayNotGoLive, MustStay, StillShown)):
            return None
        messages.error(request, in_words(exception))
        address = place_to_mend(exception.page)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # What Wagtail's own dialogs wait for before they follow the address.
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)


def place_to_mend(thing):
    """Where the page or the source is edited; a page that is not stored yet has no such place."""
    return (thing.pk and AdminURLFinder().get_edit_url(thing)) or reverse("wagtailadmin_explore_root")


def in_words(refusal):
    if isinstance(refusal, MustStay):
        return format_html("<strong>“{}” was not changed.</strong> {}", refusal.page.title, refusal.words)
    if isinstance(refusal, StillShown):
        return format_html("<strong>“{}” stays as it is.</strong> {}", refusal.page, refusal.words)
    context = {
        "title": getattr(refusal.page, "title", refusal.page),
        "words": refusal.words,
        "findings": refusal.findings[:SHOWN],
        "more": max(0, len(refusal.findings) - SHOWN),
    }
    return render_to_string("wagtailadmin/refusal.html", context)
