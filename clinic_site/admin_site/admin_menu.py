"""Where the staff home leads, in the clinic's words."""

from dataclasses import dataclass

from django.urls import reverse

PAGE_EDITOR = "the page editor"
FIGURES = "the requests in figures"
LOOKS = "the looks of a week"

DOORS = {
    "Requests": {
        "contact.ConsultationRequest": "Who asked, and what is next",
        FIGURES: "How many come in, how long they wait, how they end",
        "contact.RequestEvent": "Every look and every change, in order",
        LOOKS: "Each person's looks and searches, a week at a time",
        "contact.OutboxMessage": "What goes out by email, and what is stuck",
        "contact.DeletionRecord": "Which requests were deleted, when and why",
        "contact.UpkeepRun": "Backups, deletions and counts, and how they went",
    },
    "Pages": {
        PAGE_EDITOR: "Write, review and publish what visitors read",
    },
    "The clinic": {
        "contact.ClinicDetails": "Phone, address, opening hours, reply time, notice of the day",
        "contact.CrisisHelp": "The numbers that stand on every page",
        "contact.RetentionPeriod": "When a closed request is deleted",
        "contact.ReplyTemplate": "Words to copy for a call, a voice message or an email",
    },
    "People": {
        "auth.User": "Who may sign in",
        "auth.Group": "What each role may do",
        "admin.LogEntry": "Who changed what in here, and when",
    },
}


@dataclass(frozen=True)
class Door:
    name: str
    address: str
    words: str = ""


def page_editor_for(user):
    if user.has_perm("wagtailadmin.access_admin"):
        return {PAGE_EDITOR: Door("Page editor", reverse("wagtailadmin_home"))}
    return {}


def figures_for(user):
    if user.has_perm("contact.view_consultationrequest"):
        return {FIGURES: Door("Requests in figures", reverse("admin:contact_consultationrequest_figures"))}
    return {}


def looks_for(user):
    if user.has_perm("contact.view_requestevent"):
        return {LOOKS: Door("Who looked at what", reverse("admin:contact_requestevent_week"))}
    return {}


def tables_in(app_list):
    """What the admin lists, by label such as "auth.User"."""
    return {
        f"{app['app_label']}.{model['object_name']}": Door(model["name"], model["admin_url"])
        for app in app_list
        for model in app["models"]
    }


def in_sections(found):
    """Pairs of a heading and its doors; what has no words yet comes last."""
    named = {label for doors in DOORS.values() for label in doors}
    others = {label: "" for label in found if label not in named}
    for heading, doors in [*DOORS.items(), ("More", others)]:
        open_doors = [
            Door(found[label].name, found[label].address, words) for label, words in doors.items() if label in found
        ]
        if open_doors:
            yield heading, open_doors
