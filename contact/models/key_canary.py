from django.db import models


class KeyCanary(models.Model):
    """A known text, sealed once with a key: while it opens, the key under that name is still the same."""

    key = models.CharField(max_length=60, unique=True)
    sealed = models.TextField()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "key canaries"

    def __str__(self):
        return self.key
