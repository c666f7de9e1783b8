"""What staff typed comes back to them when their session ended before they pressed Save."""

import json
from contextlib import suppress
from urllib.parse import urlsplit

from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.sign_in.gate import STAFF_DOORS
from contact import failures

SECRET_FIELDS = ("password", "code", "credential", "csrfmiddlewaretoken")


def csrf_failure(request, reason=""):
    """Signing in again makes the tokens of open forms old."""
    if request.path_info.startswith(STAFF_DOORS) and is_from_here(request) and what_was_typed(request):
        return give_back(request)
    return failures.csrf_failure(request, reason)


def give_back(request):
    """The words to read and copy, and the whole form to send again after signing in."""
    context = {
        "typed": what_was_typed(request),
        "back": page_to_return_to(request),
        "address": request.get_full_path(),
        "fields": fields_to_send_again(request) if is_from_here(request) else [],
    }
    return render(request, "signed_out.html", context, status=403)


def is_from_here(request):
    """Whether one of our pages sent the form: what another site made up is not to be sent again."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return urlsplit(origin).netloc == request.get_host()
    return url_has_allowed_host_and_scheme(request.headers.get("Referer", ""), {request.get_host()})


def fields_to_send_again(request):
    return [(name, text) for name, texts in request.POST.lists() for text in texts if not is_secret(name)]


def is_secret(name):
    return any(secret in name for secret in SECRET_FIELDS)


def what_was_typed(request):
    """Pairs of a field's name and its text, for people to copy; choices and dates are quickly made again."""
    if request.method != "POST":
        return []
    typed = [(name.replace("_", " "), as_plain_words(text)) for name, text in fields_to_send_again(request)]
    return [(name, text) for name, text in typed if " " in text.strip()]


def as_plain_words(text):
    """The page editor sends rich text as JSON: the words of each paragraph, and where each is bold or a link."""
    with suppress(ValueError, TypeError, KeyError):
        return "\n".join(block["text"] for block in json.loads(text)["blocks"])
    return text


def page_to_return_to(request):
    """The page itself, or the one that the form stood on."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return "/admin/"
    address = urlsplit(referer)
    return f"{address.path}?{address.query}" if address.query else address.path
