from django.db import models


class SearchRecipe(models.Model):
    """The way in which all search words were made last. It lies beside them, so that a backup brings back both."""

    digest = models.CharField(max_length=64, primary_key=True)

    def __str__(self):
        return self.digest
