"""What each role may do and ask for, and what it can change on live pages: the table is rights_by_role.txt.

When this fails, read the lines it prints. If the change is meant, let the table be written anew, which keeps the
reason of every line that stays, and put a reason in the place of each question mark:

    WRITE_RIGHTS=1 pytest tests/clinic_site/test_rights_by_role.py
"""

import os
from pathlib import Path

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import get_resolver

from tests.builders.staff import make_owner, make_staff, sign_in
from tests.clinic_site.changing_live_pages import WAYS, outcomes, stage

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parent / "rights_by_role.txt"
ROLES = ["Editors", "Clinical reviewers", "Triage", "Practice managers", "Privacy officers", "Owner"]
NO_REASON = "?"


# -- the table: below each [role] lines of "kind: what # reason" ------------------------


def table():
    """By (role, what), the reason."""
    reasons, role = {}, None
    for line in TABLE.read_text().splitlines():
        if line.startswith("["):
            role = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            what, _, reason = line.partition(" # ")
            reasons[role, what.strip()] = reason.strip()
    return reasons


def write(found, reasons):
    """Roles that are not in `found` keep their lines."""
    kept = {role: [what for of, what in reasons if of == role] for role in ROLES}
    head = [line for line in TABLE.read_text().splitlines() if line.startswith("#")] if TABLE.exists() else []
    lines = list(head)
    for role in ROLES:
        lines += ["", f"[{role}]"]
        lines += [f"{what:<92} # {reasons.get((role, what), NO_REASON)}" for what in (kept | found)[role]]
    TABLE.write_text("\n".join(lines) + "\n")


# -- what is so ------------------------------------------------------------------------


def permissions_of(user):
    if user.is_superuser:
        return ["permission: every one"]
    return sorted(f"permission: {name}" for name in user.get_all_permissions())


def permissions_over(user):
    groups = list(user.groups.all())
    rows = [row for group in groups for row in group.page_permissions.all()]
    pages = [f"permission: {row.permission.codename} over all pages" for row in rows]
    rows = [row for group in groups for row in group.collection_permissions.all()]
    pictures = [f"permission: {row.permission.codename} over all collections" for row in rows]
    return sorted(pages) + sorted(pictures)


def lookups_of(user):
    request = RequestFactory().get("/")
    request.user = user
    for model, model_admin in admin.site._registry.items():
        if model_admin.has_view_permission(request):
            yield from sorted(
                f"lookup: {model._meta.label_lower} {name}" for name in getattr(model_admin, "allowed_lookups", ())
            )


def filters_of(client):
    """What the lists of the page editor take, where this role sees the list."""
    for address, names in sorted(lists_with_filters()):
        if client.get(address).status_code == 200:
            yield f"lookup: {address} {', '.join(sorted(names))}"


def lists_with_filters(patterns=None, prefix="/"):
    for pattern in patterns or get_resolver().url_patterns:
        address = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if hasattr(pattern, "url_patterns"):
            yield from lists_with_filters(pattern.url_patterns, address)
        elif filterset_of(pattern.callback) and not set(address) & {"<", "("} and "/results/" not in address:
            yield address, list(filterset_of(pattern.callback).base_filters)


def filterset_of(view):
    given = getattr(view, "view_initkwargs", {}).get("filterset_class")
    found = given or getattr(getattr(view, "view_class", None), "filterset_class", None)
    return found if hasattr(found, "base_filters") else None


def rights_of(client, role):
    user = make_owner("owner") if role == "Owner" else make_staff(role.split()[0].lower(), role)
    sign_in(client, user)
    return [
        *permissions_of(user),
        *permissions_over(user),
        *lookups_of(user),
        *filters_of(client),
        *(f"{'changes' if changed else 'cannot change'}: {name}" for name, changed in outcomes(client, user)),
    ]


# -- the tests ---------------------------------------------------------------------------


# Each role tries each way to change a live page, so half of them at a time.
@pytest.mark.parametrize("roles", [ROLES[:3], ROLES[3:]], ids=["writers", "others"])
def test_each_role_has_the_rights_of_the_table(roles, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    stage()
    found = {}
    for role in roles:
        found[role] = rights_of(client, role)
        client.logout()
    reasons = table() if TABLE.exists() else {}
    if os.environ.get("WRITE_RIGHTS"):
        write(found, reasons)
        reasons = table()
    as_found = {(role, what) for role, lines in found.items() for what in lines}

    listed = {(role, what) for role, what in reasons if role in roles}
    new, gone = as_found - listed, listed - as_found

    difference = [f"+ [{role}] {what}" for role, what in sorted(new)]
    difference += [f"- [{role}] {what}" for role, what in sorted(gone)]
    assert difference == [], "The table differs from what the site allows:\n" + "\n".join(difference)


def test_each_line_has_its_reason():
    assert [line for line, reason in table().items() if reason in {"", NO_REASON}] == []


def test_the_ways_do_change_a_live_page_where_one_clinician_works_alone(client, settings, tmp_path):
    settings.FOUR_EYES, settings.MEDIA_ROOT = False, tmp_path
    stage()
    carol = make_staff("carol", "Clinical reviewers")
    sign_in(client, carol)

    changed = {name for name, has_changed in outcomes(client, carol) if has_changed}

    assert {"a page: its words, at once", "a page: moved to another address", "a source: its words, at once"} <= changed


def test_each_way_to_change_a_live_page_is_in_the_table_for_each_role():
    told = {(role, what.partition(": ")[2]) for role, what in table() if "change" in what.split(":")[0]}

    assert told == {(role, name) for role in ROLES for name in WAYS}
