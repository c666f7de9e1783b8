"""Browsers that hide where a form was sent from: `Origin: null`, or neither Origin nor Referer.

Django refuses them over HTTPS whatever their token, so nobody could ever send the form with such a browser. A form for
visitors is served: its token must still agree with the cookie, and nobody is signed in by it or acts as somebody.
docs/security.md says why that is enough there, and only there.
"""

from urllib.parse import urlsplit

NOT_SAID = (None, "null")


class HiddenOriginMiddleware:
    """Comes before Django's CsrfViewMiddleware, which then checks the token and the cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(getattr(view, "view_class", None), "takes_hidden_origin", False) and hides_origin(request):
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"


def hides_origin(request):
    """Whether no header says from where the form came; one that names another site is for Django to refuse."""
    origin, referer = request.META.get("HTTP_ORIGIN"), request.META.get("HTTP_REFERER")
    if origin not in NOT_SAID or request.META.get("HTTP_SEC_FETCH_SITE") in {"cross-site", "same-site"}:
        return False
    return not referer or (origin == "null" and host_of(referer) == request.get_host())


def host_of(address):
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""
