"""Every staff address x every role: who gets which answer. The table is access_matrix.txt.

A new address under /admin/, /accounts/ or /cms/ without a row fails `test_every_address_has_a_row`, which prints
the row as the site answers now. Read it, ask whether it is right, and put it into the table.
"""

import re
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from contact.models import (
    AgeLimits,
    ClinicDetails,
    CrisisHelp,
    DeletionRecord,
    OutboxMessage,
    RequestEvent,
    RetentionPeriod,
    UpkeepRun,
)
from tests.builders.requests import make_clinic_details, make_location, make_request
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parent / "access_matrix.txt"
STAFF = ("admin/", "accounts/", "cms/")
ROLES = {
    "nobody": None,
    "no-factor": "owner",
    "editor": "Editors",
    "reviewer": "Clinical reviewers",
    "triage": "Triage",
    "manager": "Practice managers",
    "privacy": "Privacy officers",
    "owner": "owner",
}
NAMES = {
    "content_type_id": 1,
    "app_label": "contact",
    "url": "nothing-is-here/",
    "key": "none",
    "uidb36": "1",
    "name": "disable",
}


# -- the table and the addresses -----------------------------------------------


def rows_of_the_table():
    """By method and address, the status for each role."""
    lines = [line.split() for line in TABLE.read_text().splitlines() if line.strip() and not line.startswith("#")]
    heading, rows = lines[0], lines[1:]
    assert heading == ["method", "address", *ROLES]
    return {(method, address): [int(status) for status in statuses] for method, address, *statuses in rows}


def addresses(patterns=None, prefix=""):
    """Every address that the site knows, with <name> for what varies."""
    for pattern in patterns or get_resolver().url_patterns:
        address = prefix + readable(str(pattern.pattern))
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, address)
        else:
            yield address


def readable(pattern):
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern).removeprefix("^").removesuffix("$")
    return re.sub(r"<\w+:(\w+)>", r"<\1>", plain).replace(".*", "<url>")


def room_of(address):
    """Of the page editor only the rooms count: what is behind each of them is Wagtail's, and Wagtail's to test."""
    return "/".join(address.split("/")[:2]) if address.startswith("cms/") else address


def rooms():
    return {room_of(address) for address in addresses() if address.startswith(STAFF)}


# -- what stands behind the addresses ---------------------------------------------


@pytest.fixture
def examples():
    """What stands for each <name>, and for <object_id> and <pk> by the table that the address is about."""
    consultation_request = make_request()
    make_clinic_details()
    CrisisHelp().save()
    somebody = make_staff("somebody", "Triage", email="somebody@clinic.example")
    UpkeepRun.objects.note_down("backup", True, "Went well.")
    LogEntry.objects.log_actions(somebody.pk, [somebody], ADDITION)
    gone = DeletionRecord.objects.create(reference="GONE2345", rule="withdrew", last_event_hash="0" * 64)
    objects = {
        "auth/group": Group.objects.get(name="Triage"),
        "auth/user": somebody,
        "admin/logentry": LogEntry.objects.first(),
        "contact/consultationrequest": consultation_request,
        "contact/requestevent": RequestEvent.objects.first(),
        "contact/outboxmessage": OutboxMessage.objects.first(),
        "contact/deletionrecord": gone,
        "contact/upkeeprun": UpkeepRun.objects.first(),
        "contact/agelimits": AgeLimits.objects.first(),
        "contact/clinicdetails": ClinicDetails.objects.first(),
        "contact/location": make_location(),
        "contact/crisishelp": CrisisHelp.objects.first(),
        "contact/retentionperiod": RetentionPeriod.objects.first(),
    }
    return {table: found.pk for table, found in objects.items()} | NAMES


def filled_in(address, examples):
    """An object that the examples do not know is number 1: add a line to them where that is not enough."""
    it = examples.get("/".join(address.split("/")[1:3]), 1)
    return "/" + re.sub(r"<(\w+)>", lambda found: str(examples.get(found[1], it)), address)


# -- the people ----------------------------------------------------------------


@pytest.fixture
def people(settings):
    settings.REQUIRE_MFA = True
    return {role: signed_in_as(role) for role in ROLES}


def signed_in_as(role):
    """A browser in which somebody of this role is signed in, with the second factor."""
    client = Client()
    if ROLES[role] is None:
        return client
    user = make_owner(role) if ROLES[role] == "owner" else make_staff(role, ROLES[role])
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    sign_in(client, user, second_factor=role != "no-factor")
    return client


def status(client, method, address):
    """What the answer is. Afterwards everything is as it was before."""
    browser = Client(raise_request_exception=False)
    browser.cookies.load({name: cookie.value for name, cookie in client.cookies.items()})
    with transaction.atomic():
        answer = getattr(browser, method.lower())(address)
        transaction.set_rollback(True)
    return answer.status_code


def statuses(people, method, address):
    return [status(people[role], method, address) for role in ROLES]


def as_row(method, address, found):
    return f"{method:<6} {address:<68}" + "".join(f"{status:>10}" for status in found)


# -- the tests -----------------------------------------------------------------


def test_every_address_has_a_row(people, examples):
    known = {room_of(address) for _, address in rows_of_the_table()}

    missing = sorted(rooms() - known)

    found = [as_row("GET", room, statuses(people, "GET", filled_in(room, examples))) for room in missing]
    assert missing == [], "These addresses have no row. As the site answers now:\n" + "\n".join(found)


def test_every_row_has_an_address():
    known = {room_of(address) for _, address in rows_of_the_table()}

    assert known - rooms() == set()


@pytest.mark.parametrize("part", STAFF)
def test_every_answer_is_as_the_table_says(part, people, examples):
    table = {key: row for key, row in rows_of_the_table().items() if key[1].startswith(part)}

    found = {key: statuses(people, key[0], filled_in(key[1], examples)) for key in table}

    wrong = [as_row(*key, found[key]) for key in table if found[key] != table[key]]
    assert wrong == [], "These rows of the table are wrong. As the site answers now:\n" + "\n".join(wrong)
