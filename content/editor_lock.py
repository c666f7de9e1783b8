"""The page editor answers one request at a time in each process.

When Wagtail 7.4 saves a draft it switches off "required" on the blocks of a StreamField, and every thread
of the process shares those blocks: without this, publishing in one thread could accept a heading that is
empty because another thread is saving a draft.
"""

from threading import RLock

from django.urls import reverse

# Wagtail makes a second chain of middleware for each preview, so the lock cannot belong to one of them.
_editor = RLock()


class OneEditorRequestAtATime:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        with _editor:
            return self.get_response(request)
