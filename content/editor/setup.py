"""What the clinic still has to say about itself on its pages: steps of the setup list, from the records themselves."""

import re
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from wagtail.models import Page

from content.blocks.specific_pages import page_address
from content.models import (
    PAGE_TYPES,
    LegalPage,
    MonitoringAndReadiness,
    Photographs,
    PricesAndInsurance,
    SectionPage,
    TeamMemberPage,
    TreatmentsOffered,
)
from content.models.review_metadata import ReviewMetadata
from content.page_review.page_reader import read_pages

from .clinic_records import edit_address
from .review_report import may_see

# As the rule "unwritten" of content/review finds them.
BLANK = re.compile(r"\[([^\]\d][^\]]{1,40})\]")
UNSIGNED = Count("pk", filter=Q(reviewed_by=""))


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
        yield from prices_and_insurance()
        yield monitoring()
        yield photographs()
    if may_see(user):
        yield from people()
        yield from legal_pages()
        yield pages_to_sign()


def public_addresses():
    """Where visitors find a page right below Home, and Home itself."""
    pages = Page.objects.live().filter(depth__in=[2, 3], view_restrictions__isnull=True)
    return {page_address(url_path) for url_path in pages.values_list("url_path", flat=True)}


def read(model):
    """What is published of the record, and whether a draft of it waits."""
    row = model.objects.first()
    published = row if row and row.live else model(live=False)
    return published, bool(row and row.has_unpublished_changes)


def record_step(model, title, words, missing, public_address, has_draft):
    is_waiting = bool(missing) and has_draft
    return SetupStep(title, words, edit_address(model), tuple(missing), is_waiting, public_address)


def blanks(wanted):
    return [name for name, is_filled in wanted.items() if not is_filled]


def treatments():
    record, has_draft = read(TreatmentsOffered)
    missing = blanks({"which treatments you offer": record.is_filled})
    words = "Check the ones you give here."
    return record_step(TreatmentsOffered, "Treatments", words, missing, "/treatments/", has_draft)


def prices_and_insurance():
    record, has_draft = read(PricesAndInsurance)
    missing = blanks(
        {
            "prices, with the day from which they hold": record.shown_prices,
            "what a first course adds up to": record.course,
            "what a cancelled visit costs": record.cancelling,
        }
    )
    words = "What each thing costs and includes. The site adds up a first course."
    yield record_step(PricesAndInsurance, "Prices", words, missing, "/costs/", has_draft)
    missing = blanks(
        {
            "the plans you work with": record.plans.all(),
            "ways to pay": record.ways_to_pay,
            "whether people get a superbill": record.superbill,
            "who asks a plan for prior approval": record.prior_approval,
        }
    )
    words = "The plans you work with, and how people can pay."
    yield record_step(PricesAndInsurance, "Insurance and paying", words, missing, "/costs/", has_draft)


def monitoring():
    record, has_draft = read(MonitoringAndReadiness)
    fields = [field for field in record.own_fields() if field.name != "checked_on"]
    missing = [str(field.verbose_name) for field in fields if not getattr(record, field.name)]
    missing += blanks({"when you last checked all this": record.checked_on})
    words = "Who is in the room, what is watched, and what is at hand in an emergency."
    return record_step(MonitoringAndReadiness, "Safety during a session", words, missing, "/team/", has_draft)


def photographs():
    record, has_draft = read(Photographs)
    missing = [
        f"a photo for “{place}”" for name, place in Photographs.PLACES.items() if not getattr(record, f"{name}_id")
    ]
    words = "Your own photos of the door, the room, the chair. A phone photo is fine."
    return record_step(Photographs, "Photographs", words, missing, "/visit/", has_draft)


def people():
    section = SectionPage.objects.filter(slug="team", depth=3).first()
    if section is None:
        return
    members = list(TeamMemberPage.objects.child_of(section).defer("body"))
    live = [member for member in members if member.live]
    missing = blanks(
        {
            "the people whom patients meet": live,
            "who the medical director is": any(member.is_medical_director for member in live),
        }
    )
    add = reverse("wagtailadmin_pages:add", args=["content", "teammemberpage", section.pk])
    address = reverse("wagtailadmin_explore", args=[section.pk]) if members else add
    is_waiting = bool(missing) and any(member.has_unpublished_changes for member in members)
    words = "A page for each person: name, training, license, and what they do in a visit."
    yield SetupStep("People", words, address, tuple(missing), is_waiting, page_address(section.url_path))


def legal_pages():
    """None while the site has no such pages."""
    pages = list(LegalPage.objects.select_related("latest_revision"))
    if not pages:
        return
    unfilled = {page: blanks_in(page.get_latest_revision_as_object()) for page in pages}
    missing = [f"{blank} (in “{page.title}”)" for page in pages for blank in unfilled[page]]
    missing += [f"“{page.title}” isn't public yet" for page in pages if not (page.live or unfilled[page])]
    words = "Notices that the law asks for. Fill in what stands in [brackets], then publish them."
    address = reverse("wagtailadmin_pages:edit", args=[pages[0].pk])
    yield SetupStep("Legal pages", words, address, tuple(missing))


def blanks_in(page):
    """What stands in brackets, such as "name of your privacy officer"."""
    (reviewed,) = read_pages([page])
    return list(dict.fromkeys(BLANK.findall(reviewed.text)))


def pages_to_sign():
    """All medical pages, also those that are not public before they are signed."""
    kinds = [model for model in PAGE_TYPES if issubclass(model, ReviewMetadata)]
    counts = [model.objects.aggregate(total=Count("pk"), unsigned=UNSIGNED) for model in kinds]
    total, unsigned = (sum(count[name] for count in counts) for name in ("total", "unsigned"))
    missing = (f"a clinician's name on {unsigned} of {total} pages",) if unsigned else ()
    words = "A clinician reads each page and signs it. Until then it says so, or isn't public."
    return SetupStep("Pages to sign", words, reverse("clinical_review"), missing)
