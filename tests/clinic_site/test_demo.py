"""The sample clinic of `script/serve --demo`: filled in everywhere, marked everywhere, and never mixed with a real one.

The module loads it once, inside a transaction, and its tests only read it or roll back what they change.
"""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from clinic_site.demo.sample_accounts import FILE
from clinic_site.http.unavailable_page import rendered
from contact.models import ConsultationRequest, ContactAttempt, Location, Note, OutboxMessage, RequestEvent
from contact.requests.reconciliation import reconcile
from content.models import CLINIC_RECORDS, Photographs, TeamMemberPage
from content.page_review.reviews import review_all, review_record
from tests.builders.staff import make_owner, sign_in

BANNER = "Sample site: the clinic, its people, prices and address are invented."


class Demo:
    """A data folder, with the settings of `script/serve --demo`."""

    def __init__(self, folder):
        self.folder = folder
        self.settings = {"DEMO": True, "DATA_DIR": folder, "MEDIA_ROOT": folder / "media"}

    def load(self):
        """Returns what the command printed."""
        printed = StringIO()
        with override_settings(**self.settings):
            call_command("load_demo", stdout=printed)
        return printed.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    loaded = Demo(tmp_path_factory.mktemp("demo"))
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_starter_pages", verbosity=0)
        loaded.printed = loaded.load()
        yield loaded
        transaction.set_rollback(True)


@pytest.fixture
def loaded(demo, db):
    with override_settings(**demo.settings):
        yield demo


@pytest.fixture
def new_site(db, tmp_path):
    return Demo(tmp_path)


# -- it is whole ---------------------------------------------------------------------


def test_every_step_of_the_setup_list_is_done_but_what_needs_a_clinician_or_a_lawyer(loaded, client):
    sign_in(client, make_owner("second-owner"))

    steps = client.get(reverse("admin:setup")).context["setup"].steps

    assert len(steps) == 14
    assert {step.title: step.missing for step in steps if not step.is_done}.keys() == {
        "Legal pages",
        "Pages to sign",
    }


def test_what_it_says_about_itself_passes_the_review(loaded):
    records = [model.current() for model in CLINIC_RECORDS]
    people = list(TeamMemberPage.objects.live())

    assert all(record.live for record in records)
    assert len(people) == 5
    assert [finding for record in records for finding in review_record(record).errors] == []
    assert [finding for findings in review_all(people) for finding in findings.errors] == []


def test_its_people_pictures_and_phone_numbers_are_told_as_samples(loaded):
    photographs, requests = Photographs.current(), ConsultationRequest.objects.all()
    numbers = [number for place in Location.objects.all() for number in (place.phone, place.text_number, place.fax)]

    assert all(person.title.endswith("(sample)") for person in TeamMemberPage.objects.live())
    assert all(getattr(photographs, f"{name}_description").startswith("Sample") for name in Photographs.PLACES)
    assert all(one.name.startswith("Sample ") for one in requests.exclude(kind="mistake"))
    assert all(
        "555-01" in number for number in [*filter(None, numbers), *filter(None, (one.phone for one in requests))]
    )
    assert all(one.email.endswith("@example.com") for one in requests if one.email)


def test_its_requests_are_in_every_state_and_outcome(loaded):
    requests = ConsultationRequest.objects.all()
    reasons = set(requests.values_list("quarantine_reason", flat=True)) - {""}

    assert requests.filter(kind="consultation").count() == 40
    assert set(requests.values_list("kind", flat=True)) == set(ConsultationRequest.Kind)
    assert set(requests.values_list("state", flat=True)) == set(ConsultationRequest.State)
    assert set(requests.values_list("outcome", flat=True)) - {""} == set(ConsultationRequest.Outcome)
    assert reasons == set(ConsultationRequest.QuarantineReason)
    assert requests.filter(priority="high").count() == 2
    assert requests.overdue(timezone.now()).exists()
    assert requests.awaiting_reply().filter(assigned_to__username="triage").exists()
    assert Note.objects.exists()
    assert set(ContactAttempt.objects.values_list("result", flat=True)) == set(ContactAttempt.Result)


def test_its_requests_came_in_the_past_weeks_and_agree_with_their_events(loaded):
    now, requests = timezone.now(), ConsultationRequest.objects.all()
    days = [
        *RequestEvent.objects.values_list("happened_at", flat=True),
        *Note.objects.values_list("written_at", flat=True),
    ]
    first_events = dict(RequestEvent.objects.filter(kind="received").values_list("reference", "happened_at"))

    counted = reconcile()

    assert (counted.requests, counted.chains, counted.all_agree) == (46, 46, True)
    assert {one.reference: one.received_at for one in requests} == first_events
    assert now - timedelta(days=43) < min(days) < now - timedelta(days=38)
    assert max(days) <= now
    assert not OutboxMessage.objects.unsent().exists()


def test_each_role_has_an_account_whose_password_is_printed_and_works(loaded):
    accounts = json.loads((loaded.folder / FILE).read_text())

    assert (loaded.folder / FILE).stat().st_mode & 0o077 == 0
    assert all(account["username"] in loaded.printed and account["password"] in loaded.printed for account in accounts)
    assert all(User.objects.get_by_natural_key(one["username"]).check_password(one["password"]) for one in accounts)
    assert all(group.user_set.count() == 1 for group in Group.objects.exclude(name__in=["Moderators"]))


def test_a_second_start_loads_nothing_and_prints_the_same_accounts(loaded):
    before = RequestEvent.objects.count()

    printed = loaded.load()

    assert "Loading" not in printed
    assert printed.strip() in loaded.printed
    assert RequestEvent.objects.count() == before


# -- it is marked --------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/", "/team/", "/team/lead-nurse/", "/visit/", "/costs/", "/consultation/", "/search/", "/nowhere/"]
)
def test_every_page_says_that_it_is_a_sample_and_not_for_search_engines(loaded, client, address):
    page = client.get(address).content.decode()

    assert BANNER in page
    assert '<meta name="robots" content="noindex">' in page


def test_staff_pages_and_the_page_that_says_that_the_site_is_away_say_so_too(loaded, client):
    sign_in_page = client.get(reverse("account_login")).content.decode()
    sign_in(client, make_owner("second-owner"))

    for page in (sign_in_page, rendered(), *(client.get(path).content.decode() for path in ("/admin/", "/cms/"))):
        assert BANNER in page


def test_the_form_asks_for_no_real_details(loaded, client):
    assert "enter real details" in client.get(reverse("consultation")).content.decode()


def test_search_engines_are_kept_out(loaded, client):
    assert client.get("/robots.txt").content.decode().splitlines() == ["User-agent: *", "Disallow: /"]
