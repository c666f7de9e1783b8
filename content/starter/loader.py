"""Loads the starter pages and the sources they cite, and leaves alone what staff have edited."""

from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, Site

from content.models import (
    ConditionPage,
    HomePage,
    InformationPage,
    LegalPage,
    SectionPage,
    Source,
    StarterRecord,
    TreatmentPage,
)
from content.models.fixed_pages import FIXED_PAGES
from content.publishing.publish_guard import before_any_review

from .body import BodyMaker
from .files import SOURCES, StarterFileError, digest_of, read_page_files, read_sources

CREATED = "created"
UPDATED = "updated"
IN_REVIEW = "newer words wait in review; visitors see those from before"
UNCHANGED = "unchanged"
WAITING = "waits for a clinician to sign it"
TO_FILL_IN = "waits for what only the clinic can fill in"
EDITED = "kept as edited"
DELETED = "kept deleted"
PARENT_DELETED = "left out: the page above it was deleted"
TAKEN = "left out: staff have a page at its address"


@transaction.atomic
@before_any_review()
def load_starter_pages(folder):
    """Returns the outcome for each path.

    The pages go live at once, and say that their review is pending; where settings.UNSIGNED_PAGES_ARE_PUBLIC is off,
    new ones about medicine wait as drafts instead, all but those that every visitor needs (FIXED_PAGES). Legal pages
    always do: the clinic has to fill them in. Newer words of a live page wait in review.
    """
    loading = Loading(folder)
    # Pages link to one another, so all of them are created before the first gets its body.
    for file in loading.files:
        loading.find_place(file)
    for file in loading.files:
        loading.publish(file)
    return loading.outcomes


class Loading:
    """The state of one run: the files, the page at each path (None: staff deleted it), and its outcome."""

    def __init__(self, folder):
        self.files = read_page_files(folder)
        self.records = {record.place: record for record in StarterRecord.objects.select_related("page")}
        self.pages = {}
        self.outcomes = {}
        sources = load_sources(read_sources(folder))
        self.body_maker = BodyMaker(stream_block_of(HomePage, "body"), sources, self.pages)
        self.evidence_maker = BodyMaker(stream_block_of(ConditionPage, "evidence"), sources, self.pages, "evidence")

    def find_place(self, file):
        record = self.records.get(file.place)
        if record and not is_missing(record, file):
            page, outcome = record.page, outcome_of(record, file, self.parent_of(file))
        else:
            page, outcome = find_or_add(file, self.parent_of(file))
        self.pages[file.path] = page
        self.outcomes[file.path] = outcome

    def parent_of(self, file):
        return self.pages[file.parent_path] if file.parent_path else Page.get_first_root_node()

    def publish(self, file):
        if self.outcomes[file.path] == WAITING and settings.UNSIGNED_PAGES_ARE_PUBLIC:
            self.outcomes[file.path] = CREATED
        if self.outcomes[file.path] not in (CREATED, UPDATED):
            return
        # Read again: a page that was created before its children does not know that it has any.
        page = Page.objects.get(pk=self.pages[file.path].pk).specific
        fill(page, file)
        page.body = self.body_maker.make(file)
        if isinstance(page, ConditionPage):
            page.evidence = self.evidence_maker.make(file)
        with errors_name(file):
            revision = page.save_revision(log_action=True)
        if page.live:
            page.get_workflow().start(page, user=None)
            self.outcomes[file.path] = IN_REVIEW
        elif isinstance(page, LegalPage):
            self.outcomes[file.path] = TO_FILL_IN
        elif must_be_signed(page, file):
            self.outcomes[file.path] = WAITING
        else:
            revision.publish()
        StarterRecord.objects.update_or_create(
            place=file.place, defaults={"digest": file.digest, "page": page, "revision": revision}
        )


def stream_block_of(page_type, field):
    return page_type._meta.get_field(field).stream_block


def must_be_signed(page, file):
    """Whether a new page waits for a clinician. A page with a line on approvals is about medicine."""
    may_wait = bool(page.status_line) and file.path not in FIXED_PAGES and not page.live
    return may_wait and not settings.UNSIGNED_PAGES_ARE_PUBLIC


def is_waiting(record):
    """Whether the page is still the draft that was loaded, and nobody has ever published it."""
    page = record.page
    return page.first_published_at is None and page.latest_revision_id == record.revision_id


def is_in_review(record):
    """Whether newer words that were loaded are still before the reviewers, as they were loaded."""
    return record.page.current_workflow_state is not None and record.page.latest_revision_id == record.revision_id


def is_missing(record, file):
    """Whether a page that the site relies on was deleted in an earlier release, which allowed it."""
    return record.page is None and file.path in FIXED_PAGES


def outcome_of(record, file, parent):
    if record.page is None:
        return DELETED
    if is_in_review(record):
        return IN_REVIEW
    if is_waiting(record):
        return TO_FILL_IN if isinstance(record.page.specific, LegalPage) else WAITING
    if not is_as_loaded(record, parent):
        return EDITED
    return UNCHANGED if record.digest == file.digest else UPDATED


def is_as_loaded(record, parent):
    page = record.page
    has_moved = parent is None or page.get_parent().pk != parent.pk
    in_use = page.locked or page.current_workflow_state is not None
    return page.live and page.latest_revision_id == record.revision_id and not has_moved and not in_use


def find_or_add(file, parent):
    if parent is None:
        return None, PARENT_DELETED
    remove_welcome_page()
    taken = parent.get_children().filter(slug=file.slug).first()
    return (taken, TAKEN) if taken else (add(file, parent), CREATED)


def add(file, parent):
    page = page_type(file)(slug=file.slug, live=False)
    fill(page, file)
    with errors_name(file):
        Page.objects.get(pk=parent.pk).add_child(instance=page)
    if file.parent_path is None:
        create_site(page)
        grant_permissions_at(page)
    return page


def remove_welcome_page():
    """Wagtail's own welcome page has the slug of Home; its site is deleted with it."""
    for page in Page.objects.filter(depth=2).exact_type(Page):
        page.delete()


def create_site(home):
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "root_page": home,
            "hostname": address.hostname,
            "port": port,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )


def grant_permissions_at(home):
    """Moves the permissions of the roles from the root to Home, where the editor's menu then opens."""
    GroupPagePermission.objects.filter(page__depth=1).update(page=home)


PAGE_TYPES = {
    "home": HomePage,
    "section": SectionPage,
    "information": InformationPage,
    "legal": LegalPage,
    "condition": ConditionPage,
    "treatment": TreatmentPage,
}
# Name in the file: name of the field.
OF_EVERY_PAGE = {
    "title": "title",
    "menu_title": "short_title",
    "show_in_menus": "show_in_menus",
    "search_title": "seo_title",
    "search_description": "search_description",
    "summary": "summary",
    "status_line": "status_line",
    "drawing": "drawing",
}
OF_SOME_PAGES = ["written_by", "last_reviewed", "next_review_due", *TreatmentPage.COMPARED]
OF_THE_FILE = {"type", "slug", "order", "body"}
STREAMS = {ConditionPage: {"evidence"}}


def page_type(file):
    kind = file.data.get("type")
    if kind not in PAGE_TYPES:
        raise StarterFileError(file.name, f'there is no page type "{kind}".')
    return PAGE_TYPES[kind]


def fill(page, file):
    """A field that the file does not have gets its default."""
    fields = fields_of(type(page))
    unknown = sorted(set(file.data) - set(fields) - OF_THE_FILE - STREAMS.get(type(page), set()))
    if unknown:
        raise StarterFileError(file.name, f"a {file.data['type']} page has no {', '.join(unknown)}.")
    for name, field in fields.items():
        setattr(page, field, file.data.get(name, type(page)._meta.get_field(field).get_default()))


def fields_of(page_model):
    own = {field.name for field in page_model._meta.get_fields()}
    return OF_EVERY_PAGE | {name: name for name in OF_SOME_PAGES if name in own}


@contextmanager
def errors_name(file):
    """Says in which file to look when a page is not valid."""
    try:
        yield
    except ValidationError as error:
        raise StarterFileError(file.name, "; ".join(error_sentences(error))) from error


def error_sentences(error):
    if not hasattr(error, "error_dict"):
        return error.messages
    return [f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()]


SOURCE_FIELDS = ("identifier", "kind", "citation", "url")


def load_sources(listed):
    """Each identifier with its source, or with None where staff have deleted it."""
    return {data.get("identifier", ""): load_source(data) for data in listed}


def load_source(data):
    wanted = {name: data.get(name, "") for name in SOURCE_FIELDS}
    check_source_fields(data)
    record = StarterRecord.objects.filter(place=f"source {wanted['identifier']}").first()
    source = Source.objects.filter(identifier=wanted["identifier"]).first()
    if may_write_source(source, record):
        source = write_source(source or Source(), wanted, record)
    return source


def may_write_source(source, record):
    """A source that staff changed, deleted or added is left alone."""
    if source is None or record is None:
        return source is None and record is None
    return digest_of({name: getattr(source, name) for name in SOURCE_FIELDS}) == record.digest


def write_source(source, wanted, record):
    if record and record.digest == digest_of(wanted):
        return source
    for name, value in wanted.items():
        setattr(source, name, value)
    try:
        source.full_clean()
    except ValidationError as error:
        raise StarterFileError(SOURCES, f"{wanted['identifier']}: {'; '.join(error.messages)}") from error
    source.save()
    StarterRecord.objects.update_or_create(place=f"source {source.identifier}", defaults={"digest": digest_of(wanted)})
    return source


def check_source_fields(data):
    unknown = sorted(set(data) - set(SOURCE_FIELDS))
    if unknown:
        raise StarterFileError(SOURCES, f"{data.get('identifier')}: a source has no {', '.join(unknown)}.")
