"""Tables about pages that the site itself fills: published changes, loaded starter pages and the search index."""

from django.db import models
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from content.blocks.specific_pages import page_address

from .base_page import BasePage


class PublishedChangeQuerySet(models.QuerySet):
    def for_readers(self):
        """The newest lines about pages that everybody can read, each with its page."""
        return self.filter(page__live=True, page__view_restrictions__isnull=True).select_related("page")


class PublishedChange(models.Model):
    """A line for readers about what changed on a page, as given by whoever published it. No name is stored."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    published_on = models.DateField(default=timezone.localdate, db_index=True)
    words = models.CharField(max_length=200)

    objects = PublishedChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]

    def __str__(self):
        return f"{self.published_on}: {self.words}"

    @property
    def address(self):
        """A plain wagtail Page does not know the addresses of this site."""
        return page_address(self.page.url_path)


@receiver(page_published)
def record_change(sender, instance, **kwargs):
    """Records each line once: a page that is published again with the same line has not changed for readers."""
    if not issubclass(sender, BasePage) or not instance.what_changed:
        return
    last = PublishedChange.objects.filter(page_id=instance.pk).first()
    if last is None or last.words != instance.what_changed:
        PublishedChange.objects.create(page_id=instance.pk, words=instance.what_changed)


class StarterRecord(models.Model):
    """What the loader of starter pages has loaded, so that it never overwrites or restores what staff changed."""

    place = models.CharField(max_length=255, unique=True)
    digest = models.CharField(max_length=64)
    page = models.OneToOneField(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self):
        return self.place


class SearchWord(models.Model):
    """How much a live page is about a word. Made from the page whenever it is saved.

    `section` is the part of the page that says most about the word; `anchor` leads there.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    stem = models.CharField(max_length=60)
    weight = models.FloatField()
    section = models.CharField(max_length=130, blank=True)
    anchor = models.CharField(max_length=130, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stem", "page"], name="content_searchword_once_a_page")]

    def __str__(self):
        return self.stem
