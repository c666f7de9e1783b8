"""Loads the starter pages, and leaves pages that staff have edited alone."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, Site

from content.models import HomePage, StarterRecord
from content.models.fixed_pages import FIXED_PAGES
from content.publishing.publish_guard import before_any_review

from .body import BodyMaker
from .fields import errors_name, fill, page_type
from .files import read_page_files, read_sources
from .sources import load_sources

CREATED = "created"
UPDATED = "updated"
UNCHANGED = "unchanged"
EDITED = "kept as edited"
DELETED = "kept deleted"
PARENT_DELETED = "left out: the page above it was deleted"
TAKEN = "left out: staff have a page at its address"


@transaction.atomic
@before_any_review()
def load_starter_pages(folder):
    """Returns the outcome for each path. The pages go live at once, and say that their review is pending."""
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
        stream_block = HomePage._meta.get_field("body").stream_block
        self.body_maker = BodyMaker(stream_block, load_sources(read_sources(folder)), self.pages)

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
        if self.outcomes[file.path] not in (CREATED, UPDATED):
            return
        # Read again: a page that was created before its children does not know that it has any.
        page = Page.objects.get(pk=self.pages[file.path].pk).specific
        fill(page, file)
        page.body = self.body_maker.make(file)
        with errors_name(file):
            revision = page.save_revision(log_action=True)
        revision.publish()
        StarterRecord.objects.update_or_create(
            place=file.place, defaults={"digest": file.digest, "page": page, "revision": revision}
        )


def is_missing(record, file):
    """Whether a page that the site relies on was deleted in an earlier release, which allowed it."""
    return record.page is None and file.path in FIXED_PAGES


def outcome_of(record, file, parent):
    if record.page is None:
        return DELETED
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
