"""The index of the site search."""

from django.db import models
from wagtail.models import Page


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
