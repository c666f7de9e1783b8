"""Several people, or a person and the worker, do something at the same moment, each with a connection of their own."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from django.test import Client

from tests.builders.staff import make_staff, sign_in

# How often each pair is tried; a race that is lost once in a hundred times needs CONCURRENCY_REPEATS=200.
REPEATS = int(os.environ.get("CONCURRENCY_REPEATS", "3"))
LIST = "/admin/contact/consultationrequest/"
SECONDS = 60


def at_once(*actions):
    """What each of `actions` gave, in their order. None begins before all are ready."""
    together = threading.Barrier(len(actions))

    def run(action):
        try:
            together.wait(SECONDS)
            return action()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as pool:
        running = [pool.submit(run, action) for action in actions]
    return [one.result() for one in running]


class Colleague:
    """A member of staff in a browser of their own."""

    def __init__(self, username, *groups):
        self.user = make_staff(username, *groups or ["Triage"])
        self.client = Client(raise_request_exception=False)
        sign_in(self.client, self.user)

    def list(self):
        return self.client.get(LIST)

    def search(self, words="Robin Doe"):
        return self.client.post(f"{LIST}search/", {"words": words})

    def open(self, consultation_request):
        return self.client.get(f"{LIST}{consultation_request.pk}/change/")

    def press(self, consultation_request, button, **typed):
        data = {"version": consultation_request.version} | typed
        return self.client.post(f"{LIST}{consultation_request.pk}/{button}/", data)

    def act(self, action, consultation_requests, **typed):
        """With all chosen requests of the list."""
        versions = {f"version_{one.pk}": one.version for one in consultation_requests}
        chosen = {"action": action, "_selected_action": [one.pk for one in consultation_requests]}
        return self.client.post(LIST, chosen | versions | typed)

    def export(self):
        response = self.client.post(f"{LIST}export/", {"which": "all"})
        return b"".join(response.streaming_content).decode()


def statuses(answers):
    return [answer.status_code for answer in answers]
