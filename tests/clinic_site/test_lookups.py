"""Whoever may see a list finds in it what the list offers, and can ask it nothing about any other column."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.test import RequestFactory

from clinic_site.admin_site import ClosedLookups
from tests.builders.requests import make_request
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

ADMINS = {model._meta.label: model_admin for model, model_admin in admin.site._registry.items()}
ROLES = ["Editors", "Clinical reviewers", "Triage", "Practice managers", "Privacy officers", "owner"]
SEE_PEOPLE = {"Practice managers", "Privacy officers", "owner"}


def signed_in(client, role):
    user = make_owner("sam") if role == "owner" else make_staff("sam", role)
    sign_in(client, user)
    return user


def list_of(model_admin):
    return f"/admin/{model_admin.opts.app_label}/{model_admin.opts.model_name}/"


def named(model_admin):
    return set(getattr(model_admin, "allowed_lookups", ()))


def columns(model, depth=2):
    """Every column of a table and of those it leads to, as lookups name them."""
    for field in model._meta.get_fields(include_hidden=True):
        if not field.is_relation:
            yield field.name
        elif depth and field.related_model:
            yield from (f"{field.name}__{name}" for name in columns(field.related_model, depth - 1))


def parameters_of_filters(model_admin, request):
    for one in model_admin.get_list_filter(request):
        path, filter_class = one if isinstance(one, tuple) else (one, None)
        if isinstance(path, str):
            field = get_fields_from_path(model_admin.model, path)[-1]
            make = filter_class or admin.FieldListFilter.create
            yield from make(field, request, {}, model_admin.model, model_admin, path).expected_parameters()
        else:
            yield path.parameter_name


@pytest.mark.parametrize("label", ADMINS)
def test_every_list_is_closed_but_for_named_lookups(label):
    model_admin = ADMINS[label]
    lookups = [name + end for name in columns(model_admin.model) for end in ("", "__regex", "__startswith", "__gt")]

    taken = {lookup for lookup in lookups if model_admin.lookup_allowed(lookup, "a", None)}

    assert isinstance(model_admin, ClosedLookups), "Register it with clinic_site.admin_site.StaffSite."
    assert len(lookups) > 4
    assert taken <= named(model_admin)


@pytest.mark.parametrize("label", ADMINS)
def test_what_is_named_is_what_the_filters_ask_for(label):
    model_admin = ADMINS[label]
    request = RequestFactory().get("/")
    request.user = make_owner()

    offered = set(parameters_of_filters(model_admin, request))

    needed = {lookup for lookup in offered if not lookup.endswith("__isnull")}
    assert needed <= named(model_admin) <= offered


@pytest.mark.parametrize("label", ADMINS)
def test_a_list_searches_no_secret(label):
    searched = {name.split("__")[0].lstrip("^=@") for name in ADMINS[label].search_fields}

    assert searched <= {"name"}
    assert ADMINS[label].date_hierarchy is None


@pytest.mark.parametrize("role", ROLES)
def test_nobody_asks_for_a_password_hash(client, role):
    signed_in(client, role)

    questions = ["username=sam&password__regex=^md5", "password__startswith=md5", "password=x", "email__gt=a"]
    answers = {client.get(f"/admin/auth/user/?{question}").status_code for question in questions}

    assert answers == {400 if role in SEE_PEOPLE else 403}


LISTS_WITH_A_WAY_TO_PEOPLE = {
    "auth.Group": "user__password__regex",
    "admin.LogEntry": "user__password__regex",
    "contact.RequestEvent": "actor__password__regex",
    "contact.ConsultationRequest": "assigned_to__password__regex",
}


@pytest.mark.parametrize("label", LISTS_WITH_A_WAY_TO_PEOPLE)
def test_no_other_list_leads_to_it(client, label):
    make_request()
    signed_in(client, "owner")

    response = client.get(f"{list_of(ADMINS[label])}?{LISTS_WITH_A_WAY_TO_PEOPLE[label]}=^m")

    assert response.status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        "/admin/auth/user/sam/change/?_to_field=username",
        "/admin/auth/user/1/change/?_to_field=password",
        "/admin/auth/user/?_to_field=password",
    ],
)
def test_no_other_column_stands_for_the_number_of_an_account(client, address):
    signed_in(client, "owner")

    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    "field", ["contact.requestevent.actor", "admin.logentry.user", "auth.user.groups", "auth.user.password"]
)
def test_completing_a_name_reads_out_no_people(client, field):
    signed_in(client, "Practice managers")
    asked = dict(zip(["app_label", "model_name", "field_name"], field.split("."), strict=True))

    assert client.get("/admin/autocomplete/", asked | {"term": "s"}).status_code in {403, 404}


@pytest.mark.parametrize("label", ADMINS)
def test_an_order_is_one_of_the_columns_shown(client, label):
    signed_in(client, "owner")

    orders = ["1", "2.-3", "99", "password"]
    answers = {client.get(list_of(ADMINS[label]), {"o": order}).status_code for order in orders}

    assert answers <= {200, 302}


def test_the_filters_that_a_list_offers_still_find(client):
    signed_in(client, "owner")
    terry = make_staff("terry", "Triage")

    page = client.get("/admin/auth/user/", {"is_active__exact": "1", "groups__id__exact": terry.groups.get().pk})

    assert [person.username for person in page.context["cl"].result_list] == ["terry"]
