"""Tells whoever saved a change that readers may not see it yet."""

from django.contrib import messages

from .invalidation import failed

WORDS = (
    "It's saved, but visitors may still see the old words: the server can't write to its disk. "
    "Call whoever looks after the server now, and tell visitors another way until it's mended."
)


class StalePagesMiddleware:
    """After the messages of the admin and the editor, which it joins."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        failed.words = ""
        response = self.get_response(request)
        if failed.words and request.user.is_authenticated:
            messages.error(request, WORDS)
        failed.words = ""
        return response
