"""Where the staff home leads, in the clinic's words."""

from dataclasses import dataclass

from django.urls import reverse

DOORS = {
    "Requests": {
        "contact.ConsultationRequest": "Who asked, and what is next",
        "contact.RequestEvent": "Every look and every change, in order",
        "contact.OutboxMessage": "What goes out by email, and what is stuck",
        "contact.DeletionRecord": "Which requests were deleted, when and why",
    },
    "The clinic": {
        "contact.ClinicDetails": "Phone, address, opening hours, reply time, notice of the day",
        "contact.CrisisHelp": "The numbers that stand on every page",
    },
    "People": {
        "auth.User": "Who may sign in",
        "auth.Group": "What each role may do",
    },
}


@dataclass(frozen=True)
class Door:
    name: str
    address: str
    words: str = ""


def doors_for(user, app_list):
    """Pairs of a heading and the doors below it that `user` may open."""
    models = {f"{app['app_label']}.{model['object_name']}": model for app in app_list for model in app["models"]}
    requests, clinic, people = [
        (heading, [door_to(models.pop(label), words) for label, words in doors.items() if label in models])
        for heading, doors in DOORS.items()
    ]
    others = [door_to(model) for model in models.values()]
    sections = [requests, ("Pages", list(page_doors(user))), clinic, people, ("More", others)]
    return [(heading, doors) for heading, doors in sections if doors]


def door_to(model, words=""):
    return Door(model["name"], model["admin_url"], words)


def page_doors(user):
    if user.has_perm("wagtailadmin.access_admin"):
        yield Door("Page editor", reverse("wagtailadmin_home"), "Write, review and publish what visitors read")
