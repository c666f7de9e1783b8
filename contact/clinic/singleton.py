from django.db import models


class Singleton(models.Model):
    """A table with at most one row. Without a row the defaults apply."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="%(app_label)s_%(class)s_has_one_row",
                violation_error_message="There can only be one of these.",
            )
        ]

    @classmethod
    def current(cls):
        return cls.objects.first() or cls()

    @classmethod
    def unread(cls):
        """What holds as long as the database could not be read."""
        return cls()

    def read_related(self):
        """Reads what pages show along with the row."""
