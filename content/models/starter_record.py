from django.db import models
from wagtail.models import Page, Revision


class StarterRecord(models.Model):
    """What the loader of starter pages has loaded, so that it never overwrites or restores what staff changed."""

    place = models.CharField(max_length=255, unique=True)
    digest = models.CharField(max_length=64)
    page = models.OneToOneField(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self):
        return self.place
