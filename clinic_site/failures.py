"""What staff see when a page of theirs fails: in their own frame, with what they typed."""

import re

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters

from accounts.sign_in.gate import STAFF_DOORS
from contact import failures

# Fields that hold secrets, or that no person fills in.
NOT_TYPED = re.compile(r"password|code|credential|csrf|token|^_|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|^next$")
HAS_WORDS = re.compile(r"[^\W\d_]")


@sensitive_post_parameters()
def server_error(request):
    """Django's handler500. Asks for neither session nor database: it may be one of them that failed."""
    if not request.path_info.startswith((*STAFF_DOORS, "/accounts/")):
        return failures.server_error(request)
    status = failures.status_of_failure()
    context = failures.ways_to_reach_us(request) | {
        "typed": what_was_typed(request),
        "is_database": status == failures.UNAVAILABLE,
    }
    response = HttpResponse(render_to_string("staff_failure.html", context), status=status)
    add_never_cache_headers(response)
    return response


def what_was_typed(request):
    """Pairs of a field's name and its text, for people to copy."""
    if request.method != "POST":
        return []
    return [
        (name.replace("_", " "), text)
        for name, texts in request.POST.lists()
        for text in texts
        if HAS_WORDS.search(text) and not NOT_TYPED.search(name)
    ]
