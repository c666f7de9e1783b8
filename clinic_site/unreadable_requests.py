"""What staff see when the site could not read what they sent: a page of theirs, with their words to copy."""

import json
from urllib.parse import parse_qsl

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.shortcuts import render

from accounts.sign_in.rescue import SECRET_FIELDS, page_to_return_to
from clinic_site.request_limits import MULTIPART, is_at_work
from contact import failures

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request, exception):
    if not is_at_work(request):
        return failures.bad_request(request, exception)
    context = {
        "too_much": isinstance(exception, TOO_MUCH),
        "typed": list(typed_in(request)),
        "back": page_to_return_to(request),
    }
    return render(request, "unreadable_request.html", context, status=400)


def typed_in(request):
    """Pairs of a field's name and its words, in the order in which they were sent."""
    for name, text in fields_of(request):
        words = words_of(text)
        if " " in words.strip() and not any(secret in name for secret in SECRET_FIELDS):
            yield name.replace("_", " "), words


def fields_of(request):
    """Without Django's own reader, which has given up. Nothing, when the request was too large to be kept."""
    body = getattr(request, "_body", b"")
    if request.content_type != MULTIPART:
        return parse_qsl(body.decode(errors="replace"))
    boundary = request.content_params.get("boundary", "").encode()
    return parts_of(body, b"--" + boundary) if boundary else []


def parts_of(body, mark):
    for part in body.split(mark)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0]
        if b"filename=" not in head:
            yield name.decode(errors="replace"), content.removesuffix(b"\r\n").decode(errors="replace")


def words_of(text):
    """The editor sends rich text as JSON."""
    if not text.startswith('{"'):
        return text
    try:
        return "\n".join(block["text"] for block in json.loads(text)["blocks"])
    except (ValueError, LookupError, TypeError):
        return text
