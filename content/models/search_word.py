from django.db import models
from wagtail.models import Page


class SearchWord(models.Model):
    """How much a live page is about a word, so that visitors find it. Made from the page whenever it is saved."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    stem = models.CharField(max_length=60)
    weight = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stem", "page"], name="content_searchword_once_a_page")]

    def __str__(self):
        return self.stem
