from django.db import models
from django.utils import timezone
from wagtail.models import Page


class PublishedChange(models.Model):
    """What the person who published a page said had changed, in a line for readers. No name of anybody is kept."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    published_on = models.DateField(default=timezone.localdate, db_index=True)
    words = models.CharField(max_length=200)

    class Meta:
        ordering = ["-published_on", "-pk"]

    def __str__(self):
        return f"{self.published_on}: {self.words}"

    @property
    def address(self):
        """The page as Wagtail keeps it for all types does not know the addresses of this site."""
        return "/" + self.page.url_path.split("/", 2)[2]
