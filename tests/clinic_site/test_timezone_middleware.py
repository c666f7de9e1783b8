"""Times are entered and shown by the clinic's clock everywhere staff work, for every reader."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from contact.management.commands import send_mail
from contact.models import Location
from content.models import InformationPage
from tests.builders.editing import edit
from tests.builders.pages import make_whole_page
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

NINE_IN_JULY, NINE_IN_JANUARY = "2099-07-01 09:00", "2099-01-05 09:00"


@pytest.fixture
def page():
    return make_whole_page()


@pytest.fixture
def clinic():
    return Location.objects.create(time_zone="America/Chicago")


def draft_of(page):
    return InformationPage.objects.get(pk=page.pk).get_latest_revision_as_object()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (NINE_IN_JULY, datetime(2099, 7, 1, 14, tzinfo=UTC)),
        (NINE_IN_JANUARY, datetime(2099, 1, 5, 15, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
def test_a_schedule_is_meant_by_the_clinics_clock(client, clinic, page, typed, meant, field):
    sign_in(client, make_staff("erin", "Editors"))

    edit(client, page, "action-save", **{field: typed})

    assert getattr(draft_of(page), field) == meant


def test_a_time_that_the_clock_skips_is_not_taken(client, clinic, page):
    """At 2 a.m. on March 8, 2026, clocks in Chicago went to 3."""
    sign_in(client, make_staff("erin", "Editors"))

    edit(client, page, "action-save", summary="Newer.", go_live_at="2099-03-08 02:30")

    assert draft_of(page).go_live_at is None


def test_what_was_stored_is_shown_by_the_clinics_clock(client, clinic, page):
    page.go_live_at = datetime(2099, 7, 1, 9, tzinfo=UTC)
    page.save_revision()
    sign_in(client, make_staff("erin", "Editors"))

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert 'value="2099-07-01 04:00"' in shown
    assert draft_of(page).go_live_at == datetime(2099, 7, 1, 9, tzinfo=UTC)


def test_the_dialog_names_the_clinics_time_zone(client, clinic, page):
    sign_in(client, make_owner())

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert shown.count("clock (America/Chicago)") == 2


def test_nobodys_own_time_zone_counts(client, clinic, page):
    erin = make_staff("erin", "Editors")
    UserProfile.objects.create(user=erin, current_time_zone="Asia/Tokyo")
    sign_in(client, erin)

    edit(client, page, "action-save", go_live_at=NINE_IN_JULY)

    assert draft_of(page).go_live_at == datetime(2099, 7, 1, 14, tzinfo=UTC)
    assert UserProfile.objects.get(user=erin).current_time_zone == "Asia/Tokyo"
    assert "time_zone" not in client.get(reverse("wagtailadmin_account")).content.decode()


def test_the_history_is_told_by_the_clinics_clock(client, clinic, page):
    page.save_revision(log_action=True)
    entry = page.get_latest_revision().pk
    PageLogEntry.objects.filter(revision_id=entry).update(timestamp=datetime(2026, 7, 1, 3, 30, tzinfo=UTC))
    sign_in(client, make_owner())

    shown = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()

    assert "Jun 30, 2026" in shown


def test_what_is_published_on_schedule_is_dated_by_the_clinics_calendar(clinic, page, monkeypatch):
    days = []
    monkeypatch.setattr(
        send_mail, "call_command", lambda *args, **kwargs: days.append(send_mail.timezone.get_current_timezone_name())
    )
    send_mail.cache.clear()

    send_mail.publish_scheduled()

    assert days == ["America/Chicago"]


@pytest.mark.parametrize(("seconds", "is_live"), [(-1, True), (+60, False)])
def test_the_page_goes_live_at_that_moment(clinic, page, seconds, is_live):
    page.save_revision().publish()
    page = InformationPage.objects.get(pk=page.pk)
    page.summary = "New words."
    moment = timezone.now() + timedelta(seconds=seconds)
    page.go_live_at = moment.astimezone(ZoneInfo("America/Chicago"))
    revision = page.save_revision()
    revision.approved_go_live_at = page.go_live_at
    revision.save()

    call_command("publish_scheduled")

    assert (InformationPage.objects.get(pk=page.pk).summary == "New words.") is is_live
