"""The sample clinic itself: how it is reached, and what it says about itself on its pages."""

from datetime import date, timedelta
from pathlib import Path

from django.core.files import File
from django.utils import timezone
from wagtail.images import get_image_model

from contact.models import ClinicDetails, CrisisHelp, Holiday, Location, OnCall
from content.models import (
    MonitoringAndReadiness,
    Photographs,
    PricesAndInsurance,
    SectionPage,
    TeamMemberPage,
    TreatmentPage,
    TreatmentsOffered,
)
from content.models.prices import InsurancePlan, Price

PICTURES = Path(__file__).parent / "pictures"


def load_contact(data):
    """Takes clinic.toml. Live at once, as when practice managers save a form."""
    clinic = ClinicDetails(**data["details"])
    with (PICTURES / "logo.png").open("rb") as picture:
        clinic.logo.save("logo.png", File(picture), save=False)
        save(clinic)
    for location in data["locations"]:
        week = location.pop("hours")
        save(place := Location(**location))
        place.set_hours(week)
    for holiday in data["holidays"]:
        save(Holiday(clinic=clinic, name=holiday["name"], date=next_day(holiday["month"], holiday["day"])))
    save(CrisisHelp())
    save(OnCall(**data["on_call"]))


def save(record):
    record.full_clean()
    record.save()


def next_day(month, day):
    today = timezone.localdate()
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def publish_content(data, writer, reviewer):
    """What `writer` drafts and `reviewer` publishes: the review refuses false claims here, too."""
    today = timezone.localdate()
    prices = data["prices"]
    rows = {
        "prices": [Price(**price) for price in prices.pop("prices")],
        "plans": [InsurancePlan(**plan) for plan in prices.pop("plans")],
    }
    offered = TreatmentPage.objects.filter(slug__in=data["treatments"].pop("offered"))
    publish_record(PricesAndInsurance, prices | rows | {"as_of": today.replace(day=1)}, writer, reviewer)
    publish_record(TreatmentsOffered, data["treatments"] | {"offered": offered}, writer, reviewer)
    checked_on = today - timedelta(days=7)
    publish_record(MonitoringAndReadiness, data["monitoring"] | {"checked_on": checked_on}, writer, reviewer)
    photographs = {name: photograph(name, writer) for name in Photographs.PLACES}
    publish_record(Photographs, data["photographs"] | photographs, writer, reviewer)
    for person in data["people"]:
        publish_person(person, writer, reviewer)


def publish_record(model, fields, writer, reviewer):
    record = model.for_editor()
    for name, value in fields.items():
        setattr(record, name, value)
    record.full_clean()
    record.save_revision(user=writer).publish(user=reviewer)


def photograph(name, writer):
    with (PICTURES / f"{name}.png").open("rb") as picture:
        return get_image_model().objects.create(
            title=f"Sample photo: {name}", file=File(picture, name=f"{name}.png"), uploaded_by_user=writer
        )


def publish_person(person, writer, reviewer):
    section = SectionPage.objects.get(slug="team", depth=3)
    page = TeamMemberPage(**person, search_description=person["summary"], live=False, owner=writer)
    section.add_child(instance=page)
    page.save_revision(user=writer, log_action=True).publish(user=reviewer)
