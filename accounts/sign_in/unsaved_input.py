"""What staff typed comes back to them when their session ended before they pressed Save."""

import json
import re
from contextlib import suppress
from urllib.parse import urlsplit

from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

# Parts of the names of fields that are shown to nobody and never sent again.
SECRET_FIELDS = ("password", "code", "credential", "csrf", "token")
# Fields that forms send by themselves, and buttons.
SENT_BY_FORMS = re.compile(r"^_|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|^(next|index|action|select_across)$")
# In these anything was typed, be it one short word or a number.
WRITTEN_IN = {"text", "details", "message", "comment", "note", "words"}
# What a choice, a number, a date or a key looks like: quickly made again, and read by nobody.
CHOSEN = re.compile(r"[a-z0-9_.:-]{0,20}|[\d:.TZ+-]+|[0-9a-f-]{32,64}")
HAS_LETTERS = re.compile(r"[^\W\d_]")


def sign_in_to_save(request):
    """A page with the text to read and copy, and the whole form to send again after signing in."""
    context = {
        "typed": typed_text(request),
        "back": return_url(request),
        "address": request.get_full_path(),
        "fields": fields_without_secrets(request) if is_same_origin(request) else [],
    }
    return render(request, "signed_out.html", context, status=403)


def is_same_origin(request):
    """Whether one of our pages sent the form: what another site made up is not to be sent again."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return urlsplit(origin).netloc == request.get_host()
    return url_has_allowed_host_and_scheme(request.headers.get("Referer", ""), {request.get_host()})


def fields_without_secrets(request):
    return [(name, text) for name, texts in request.POST.lists() for text in texts if not is_secret(name)]


def is_secret(name):
    return any(secret in name for secret in SECRET_FIELDS)


def typed_text(request):
    return list(prose(fields_without_secrets(request))) if request.method == "POST" else []


def prose(fields):
    """Pairs of a field's label and its text, for people to copy; choices and dates are quickly made again."""
    for name, text in fields:
        text = plain_text(text)
        if is_typed(name, text.strip()) and not is_secret(name):
            yield label(name), text


def is_typed(name, text):
    """Whether it took time to write: not every language has blanks, and a note may be one word."""
    if name in WRITTEN_IN or " " in text:
        return bool(text)
    if SENT_BY_FORMS.search(name) or text.startswith(("{", "[")):
        return False
    return bool(HAS_LETTERS.search(text)) and not CHOSEN.fullmatch(text)


def label(field_name):
    return field_name.replace("_", " ")


def plain_text(text):
    """The page editor sends rich text as JSON: the words of each paragraph, and where each is bold or a link."""
    if text.startswith('{"'):
        with suppress(ValueError, TypeError, LookupError):
            return "\n".join(block["text"] for block in json.loads(text)["blocks"])
    return text


def return_url(request):
    """The page itself, or the one that the form stood on."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return "/admin/"
    address = urlsplit(referer)
    return f"{address.path}?{address.query}" if address.query else address.path
