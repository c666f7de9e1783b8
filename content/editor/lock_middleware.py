"""Lets the page editor answer one request at a time in each process, except for photos.

When Wagtail 7.4 saves a draft it switches off "required" on the blocks of a StreamField, and every thread
of the process shares those blocks: without this, publishing in one thread could accept a heading that is
empty because another thread is saving a draft.
"""

from threading import RLock

from django.urls import reverse

# The images' own views save no blocks, and a photo takes seconds to be read and resized.
IMAGES = "wagtailimages:index"
# One for the process: Wagtail makes a second chain of middleware for each preview.
_editor = RLock()


class EditorLockMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not saves_blocks(request.path_info):
            return self.get_response(request)
        with _editor:
            return self.get_response(request)


def saves_blocks(path):
    return path.startswith(reverse("wagtailadmin_home")) and not path.startswith(reverse(IMAGES))
