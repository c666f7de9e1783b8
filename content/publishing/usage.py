"""Pictures and sources that live pages use can be neither deleted nor changed without a review."""

from django.db.models import Q
from django.db.models.signals import pre_delete, pre_save
from wagtail.images import get_image_model
from wagtail.models import Page, Revision, TaskState
from wagtail.signals import page_published

from content.models import PAGE_TYPES, Photographs, Source

NAMED = 3
SOURCE_FIELDS = ["identifier", "kind", "citation", "url"]
TO_DELETE = "Take it off them first; a reviewer approves that like any change."
TO_CHANGE = "Submit it for review as it is. Once it's approved, you can change it, and visitors see that after review."


class InUseError(Exception):
    """Why this picture or source cannot be changed or deleted; `words` are for people."""

    def __init__(self, thing, pages, remedy):
        super().__init__(f"{type(thing).__name__} {thing.pk} is on pages {sorted(page.pk for page in pages)}")
        self.page = thing
        titles = ", ".join(f"“{page.title}”" for page in pages[:NAMED])
        more = f" and {len(pages) - NAMED} more" if len(pages) > NAMED else ""
        self.words = f"Pages show it: {titles}{more}. {remedy}"


def connect_signals():
    for model in (get_image_model(), Source):
        pre_delete.connect(refuse_to_delete, sender=model)
    pre_save.connect(refuse_to_change_a_draft, sender=Source)
    page_published.connect(approve_sources_with_their_page)


def refuse_to_delete(instance, **kwargs):
    """Every way to delete it sends this signal."""
    places = [*pages_using(instance), *records_using(instance)]
    if places:
        raise InUseError(instance, places, TO_DELETE)


def refuse_to_change_a_draft(instance, update_fields=None, **kwargs):
    """Wagtail saves a draft that was never live into the row itself, which pages show."""
    if instance.live or not instance.pk or (update_fields and not {*update_fields} & {"live", *SOURCE_FIELDS}):
        return
    before = Source.objects.filter(pk=instance.pk).first()
    if (
        before
        and (before.live or source_fields(before) != source_fields(instance))
        and (pages := pages_using(instance))
    ):
        raise InUseError(before, pages, TO_CHANGE)


def source_fields(source):
    return [getattr(source, name) for name in SOURCE_FIELDS]


def approve_sources_with_their_page(sender, instance, **kwargs):
    """Whoever approved the page has read its list of sources; from now on a change of one is a draft."""
    if sender in PAGE_TYPES:
        Source.objects.filter(pk__in=instance.source_ids, live=False).update(live=True, has_unpublished_changes=False)


def pages_using(thing):
    """Those that show it now, and those that will when they are approved or when they are due."""
    found = {page.pk: page for page in [*live_pages(), *pending_pages()] if page.shows(thing)}
    return list(found.values())


def records_using(thing):
    """The published photographs of the clinic, which stand on pages too."""
    if isinstance(thing, Source):
        return []
    photographs = Photographs.current()
    return [photographs] if photographs.shows(thing) else []


def is_public(thing):
    """Whether anybody can see it on a page."""
    if records_using(thing):
        return True
    open_to_all = set(Page.objects.live().public().values_list("pk", flat=True))
    return any(page.pk in open_to_all and page.shows(thing) for page in live_pages())


def live_pages():
    return (page for model in PAGE_TYPES for page in model.objects.live())


def pending_pages():
    in_review = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values("revision")
    chosen = Q(approved_go_live_at__isnull=False) | Q(pk__in=in_review)
    return (revision.as_object() for revision in Revision.page_revisions.filter(chosen))
