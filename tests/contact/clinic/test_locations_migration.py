"""An installed site keeps its details when they move into a location, and on the way back."""

from datetime import date, time

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE, AFTER = "0012_staff_at_the_same_time", "0013_locations"
ADDRESS = {"street": "12 Long Street", "city": "New York", "region": "NY", "postal_code": "10001"}
REACHED = ADDRESS | {"phone": "(212) 555-0142", "time_zone": "America/Chicago"}


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


def test_details_hours_and_holidays_are_kept(old):
    old("ClinicDetails").create(name="Riverside Clinic", reply_within_working_days=2, **REACHED)
    old("OpeningHours").create(clinic_id=1, weekday=4, opens=time(9), closes=time(17))
    old("Holiday").create(clinic_id=1, date=date(2026, 12, 25), name="Christmas")

    model = migrate(AFTER)

    location = model("contact", "Location").objects.get()
    assert {name: getattr(location, name) for name in REACHED} == REACHED
    assert location.answers_requests
    assert [(span.weekday, span.closes) for span in location.opening_hours.all()] == [(4, time(17))]
    assert model("contact", "Holiday").objects.get().location is None
    assert model("contact", "ClinicDetails").objects.get().name == "Riverside Clinic"


def test_a_site_that_has_saved_nothing_has_no_location(old):
    model = migrate(AFTER)

    assert model("contact", "Location").objects.count() == 0


def test_the_way_back_keeps_what_the_older_tables_can_hold(old):
    model = migrate(AFTER)
    locations, hours, holidays = (model("contact", name).objects for name in ("Location", "OpeningHours", "Holiday"))
    main, other = locations.create(answers_requests=True, **REACHED), locations.create(phone="(212) 555-0199")
    hours.create(location=main, weekday=4, opens=time(22), closes=time(2))
    hours.create(location=other, weekday=4, opens=time(22), closes=time(23))
    model("contact", "ClinicDetails").objects.create(pk=1)
    for location in (None, main, other):
        holidays.create(date=date(2026, 12, 25), name="Christmas", location=location)
    holidays.create(date=date(2026, 12, 31), name="Paint", location=main)

    model = migrate(BEFORE)

    details = model("contact", "ClinicDetails").objects.get()
    assert {name: getattr(details, name) for name in REACHED} == REACHED
    assert [(span.opens, span.closes) for span in details.opening_hours.all()] == [(time(22), time(23, 59))]
    assert [day.date for day in details.holidays.all()] == [date(2026, 12, 25), date(2026, 12, 31)]
