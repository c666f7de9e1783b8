"""What the clinic still has to say about itself on its pages: steps of the setup list, from the records themselves."""

from dataclasses import dataclass

from django.urls import reverse

from content.blocks.specific_pages import page_address
from content.models import (
    PAGE_TYPES,
    MonitoringAndReadiness,
    Photographs,
    PricesAndInsurance,
    SectionPage,
    TeamMemberPage,
    TreatmentsOffered,
)
from content.models.review_metadata import ReviewMetadata

from .clinic_records import edit_address
from .review_report import may_see


@dataclass(frozen=True)
class SetupStep:
    """`missing` names what is still blank; `is_waiting` tells that a draft of it waits for a reviewer."""

    title: str
    words: str
    address: str
    missing: tuple[str, ...] = ()
    is_waiting: bool = False
    public_address: str = ""

    @property
    def is_done(self):
        return not self.missing


def setup_steps(user):
    if user.has_perm("content.change_treatmentsoffered"):
        yield treatments()
        yield prices()
        yield insurance()
        yield monitoring()
        yield photographs()
    if may_see(user):
        yield from people()
        yield pages_to_sign()


def record_step(record, title, words, missing, public_address):
    row = type(record).objects.first()
    is_waiting = bool(missing and row and row.has_unpublished_changes)
    return SetupStep(title, words, edit_address(type(record)), tuple(missing), is_waiting, public_address)


def blanks(wanted):
    return [name for name, is_filled in wanted.items() if not is_filled]


def treatments():
    record = TreatmentsOffered.current()
    missing = blanks({"which treatments you offer": record.is_filled})
    return record_step(record, "Treatments", "Check the ones you give here.", missing, "/treatments/")


def prices():
    record = PricesAndInsurance.current()
    missing = blanks(
        {
            "prices, with the day from which they hold": record.shown_prices,
            "what a first course adds up to": record.course,
            "what a cancelled visit costs": record.cancelling,
        }
    )
    words = "What each thing costs and includes. The site adds up a first course."
    return record_step(record, "Prices", words, missing, "/costs/")


def insurance():
    record = PricesAndInsurance.current()
    missing = blanks(
        {
            "the plans you work with": record.plans.all(),
            "ways to pay": record.ways_to_pay,
            "whether people get a superbill": record.superbill,
            "who asks a plan for prior approval": record.prior_approval,
        }
    )
    words = "The plans you work with, and how people can pay."
    return record_step(record, "Insurance and paying", words, missing, "/costs/")


def monitoring():
    record = MonitoringAndReadiness.current()
    fields = [field for field in record.own_fields() if field.name != "checked_on"]
    missing = [str(field.verbose_name) for field in fields if not getattr(record, field.name)]
    missing += blanks({"when you last checked all this": record.checked_on})
    words = "Who is in the room, what is watched, and what is at hand in an emergency."
    return record_step(record, "Safety during a session", words, missing, "/team/")


def photographs():
    record = Photographs.current()
    missing = [place for name, place in Photographs.PLACES.items() if not getattr(record, f"{name}_id")]
    words = "Your own photos of the door, the room, the chair. A phone photo is fine."
    return record_step(record, "Photographs", words, [f"a photo for “{place}”" for place in missing], "/visit/")


def people():
    section = SectionPage.objects.filter(slug="team", depth=3).first()
    if section is None:
        return
    members = TeamMemberPage.objects.child_of(section)
    live = members.live()
    missing = blanks(
        {
            "the people whom patients meet": live.exists(),
            "who the medical director is": live.filter(is_medical_director=True).exists(),
        }
    )
    add = reverse("wagtailadmin_pages:add", args=["content", "teammemberpage", section.pk])
    address = reverse("wagtailadmin_explore", args=[section.pk]) if members.exists() else add
    is_waiting = bool(missing) and members.filter(has_unpublished_changes=True).exists()
    words = "A page for each person: name, training, license, and what they do in a visit."
    yield SetupStep("People", words, address, tuple(missing), is_waiting, page_address(section.url_path))


def pages_to_sign():
    """All medical pages, also those that are not public before they are signed."""
    kinds = [model for model in PAGE_TYPES if issubclass(model, ReviewMetadata)]
    unsigned = sum(model.objects.filter(reviewed_by="").count() for model in kinds)
    total = sum(model.objects.count() for model in kinds)
    missing = (f"a clinician's name on {unsigned} of {total} pages",) if unsigned else ()
    words = "A clinician reads each page and signs it. Until then it says so, or isn't public."
    return SetupStep("Pages to sign", words, reverse("clinical_review"), missing)
