"""The menu on the staff home: what there is in /admin/ and /cms/, each with a line in the clinic's words."""

from dataclasses import dataclass

from django.urls import reverse

PAGE_EDITOR = "page editor"
STATISTICS = "statistics"
ACCESS_REVIEW = "access review"

MENU = {
    "Requests": {
        "contact.ConsultationRequest": "Who asked, and what is next",
        STATISTICS: "How many come in, how long they wait, how they end",
        "contact.RequestEvent": "Every look and every change, in order",
        ACCESS_REVIEW: "Each person's looks and searches, a week at a time",
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
class MenuItem:
    name: str
    address: str
    description: str = ""


def menu_for(user, app_list):
    """Pairs of a heading and the items that `user` may open. `app_list` is what the admin lists for them."""
    return list(sections(model_items(app_list) | other_items(user)))


def model_items(app_list):
    """What the admin lists, by label such as "auth.User"."""
    return {
        f"{app['app_label']}.{model['object_name']}": MenuItem(model["name"], model["admin_url"])
        for app in app_list
        for model in app["models"]
    }


def other_items(user):
    """Pages that list no model, each with the permission that it asks for."""
    items = {
        STATISTICS: (
            "contact.view_consultationrequest",
            "Requests in figures",
            "admin:contact_consultationrequest_figures",
        ),
        ACCESS_REVIEW: ("contact.view_requestevent", "Who looked at what", "admin:contact_requestevent_week"),
        PAGE_EDITOR: ("wagtailadmin.access_admin", "Page editor", "wagtailadmin_home"),
    }
    return {
        label: MenuItem(name, reverse(view))
        for label, (permission, name, view) in items.items()
        if user.has_perm(permission)
    }


def sections(found):
    """What the menu has no line for yet comes last."""
    named = {label for descriptions in MENU.values() for label in descriptions}
    others = {label: "" for label in found if label not in named}
    for heading, descriptions in [*MENU.items(), ("More", others)]:
        items = [
            MenuItem(found[label].name, found[label].address, description)
            for label, description in descriptions.items()
            if label in found
        ]
        if items:
            yield heading, items
