"""What is measured with more and more stored requests."""

import sys
import uuid

from django.urls import reverse

from benchmarks.copied_requests import grow_to, phone_of
from benchmarks.growing_pages import note_reviews
from benchmarks.stopwatch import take_all
from benchmarks.visiting import owner, posts, reads
from contact.models import ConsultationRequest
from contact.requests.intake import receive

LIST = "/admin/contact/consultationrequest/"
TABS = ["new", "mine", "waiting", "overdue", "booked", "closed", "quarantine", "all"]
ANSWERS = {"asking_for": "me", "name": "Robin Doe", "contact_by": "phone", "phone": "(212) 555-0142"}


def at_each_size(sizes):
    found = {}
    note_reviews()
    for size in sizes:
        grow_to(size)
        print(f"{size} requests", file=sys.stderr, flush=True)
        found[size] = take_all(things_to_do())
    return found


def things_to_do():
    nurse = owner()
    one = ConsultationRequest.objects.open().first()
    things = {
        "store a request, until acknowledged": lambda: receive(ANSWERS, uuid.uuid4()),
        "staff home": reads(nurse, "/admin/"),
        "triage list: open": reads(nurse, LIST),
    }
    things |= {f"triage list: {tab}": reads(nurse, f"{LIST}?show={tab}") for tab in TABS}
    return things | {
        "triage list: page 3": reads(nurse, f"{LIST}?p=2"),
        "search by phone": posts(nurse, f"{LIST}search/", {"words": phone_of(30)}),
        "search by a name that nobody has": posts(nurse, f"{LIST}search/", {"words": "Nobody Here"}),
        "a request": reads(nurse, f"{LIST}{one.pk}/change/"),
        "figures": reads(nurse, reverse("admin:contact_consultationrequest_figures")),
        "call sheet": reads(nurse, f"{LIST}{one.pk}/print/"),
    }
