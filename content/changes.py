"""What changed, for readers who come back: from the page editor to the public list."""

from django.dispatch import receiver
from wagtail.signals import page_published

from content.models import PAGE_TYPES, PublishedChange

SHOWN = 20


@receiver(page_published)
def note_down(sender, instance, **kwargs):
    """Once for each line: a page that goes live again with the same one has not changed in what it says."""
    if sender not in PAGE_TYPES or not instance.what_changed:
        return
    last = PublishedChange.objects.filter(page_id=instance.pk).first()
    if last is None or last.words != instance.what_changed:
        PublishedChange.objects.create(page_id=instance.pk, words=instance.what_changed)


def latest_changes():
    """The newest lines about pages that everybody can read, each with its page."""
    seen = PublishedChange.objects.filter(page__live=True, page__view_restrictions__isnull=True)
    return seen.select_related("page")[:SHOWN]
