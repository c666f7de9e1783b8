import threading
import time

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from content.editor.lock_middleware import EditorLockMiddleware


class Desk:
    """Counts how many requests are being answered at the same moment."""

    def __init__(self):
        self.now = self.most = 0

    def __call__(self, request):
        self.now += 1
        self.most = max(self.most, self.now)
        time.sleep(0.05)
        self.now -= 1
        return HttpResponse()


def ask_all_at_once(address):
    desk = Desk()
    middleware = EditorLockMiddleware(desk)
    threads = [threading.Thread(target=middleware, args=[RequestFactory().get(address)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return desk.most


def test_the_page_editor_answers_one_request_at_a_time():
    assert ask_all_at_once("/cms/pages/3/edit/") == 1


@pytest.mark.parametrize("address", ["/safety/", "/cms/images/multiple/add/", "/cms/images/chooser/create/"])
def test_nobody_else_waits(address):
    assert ask_all_at_once(address) == 4
