from django.db import models


class PageCacheVersion(models.Model):
    """One row, which every host that shares the database reads: another version means that pages have changed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    version = models.CharField(max_length=16)

    class Meta:
        default_permissions = ()  # nobody edits it
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="content_pagecacheversion_has_one_row")]

    def __str__(self):
        return self.version
