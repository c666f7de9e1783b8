"""An installed site computes its due times anew once, when it upgrades."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE, AFTER = "0018_life_cycle", "0019_promises"
TUESDAY = datetime(2026, 11, 24, 15, tzinfo=UTC)
WEDNESDAY_5_PM, THURSDAY_5_PM = datetime(2026, 11, 25, 22, tzinfo=UTC), datetime(2026, 11, 26, 22, tzinfo=UTC)


def migrate(name):
    """The models as they are after that migration."""
    executor = MigrationExecutor(connection)
    return executor.migrate([("contact", name)]).apps.get_model


@pytest.fixture
def old():
    model = migrate(BEFORE)
    yield lambda name: model("contact", name).objects
    executor = MigrationExecutor(connection)
    executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key[0] == "contact"])


@pytest.fixture
def clinic(old):
    """Closed on Wednesday, which was entered after requests had come in on Tuesday."""
    old("ClinicDetails").create(reply_within_working_days=1)
    location = old("Location").create(time_zone="America/New_York", answers_requests=True)
    for weekday in range(5):
        old("OpeningHours").create(location=location, weekday=weekday, opens=time(9), closes=time(17))
    old("Holiday").create(clinic_id=1, date=date(2026, 11, 25), name="Closed")


def request_of_old(old, reference, **fields):
    usual = {"received_at": TUESDAY, "agreed_at": TUESDAY, "due_at": WEDNESDAY_5_PM, "state": "new"}
    return old("ConsultationRequest").create(reference=reference, **usual | fields)


def times_after(reference):
    row = migrate(AFTER)("contact", "ConsultationRequest").objects.get(reference=reference)
    return row.due_at, row.told_due_at, row.reopened_at


def test_closures_that_were_entered_later_count(old, clinic):
    request_of_old(old, "AAAA2222")

    assert times_after("AAAA2222") == (THURSDAY_5_PM, WEDNESDAY_5_PM, None)


@pytest.mark.parametrize(
    "fields",
    [{"state": "contacted"}, {"state": "closed", "outcome": "withdrew", "closed_at": TUESDAY}, {"kind": "mistake"}],
)
def test_what_awaits_no_reply_is_due_never(old, clinic, fields):
    request_of_old(old, "AAAA2222", **fields)

    assert times_after("AAAA2222") == (None, None, None)


def test_what_was_taken_up_again_is_promised_from_then_on(old, clinic):
    request_of_old(old, "AAAA2222", state="in_review")
    again = datetime(2026, 11, 30, 15, tzinfo=UTC)
    moved = {"came_from": "closed", "to": "in_review"}
    old("RequestEvent").create(reference="AAAA2222", sequence=2, kind="moved", happened_at=again, detail=moved)

    assert times_after("AAAA2222") == (datetime(2026, 12, 1, 22, tzinfo=UTC), None, again)


def test_a_site_that_has_saved_nothing_promises_nothing(old):
    request_of_old(old, "AAAA2222", due_at=None)

    assert times_after("AAAA2222") == (None, None, None)
