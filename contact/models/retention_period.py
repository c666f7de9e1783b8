from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .consultation_request import ConsultationRequest

SHORTEST, LONGEST = 1, 3650


class RetentionPeriod(models.Model):
    """How long a closed request is kept, by how it ended. Without a period it is kept."""

    outcome = models.CharField(
        "closed as", max_length=20, choices=ConsultationRequest.Outcome, unique=True, editable=False
    )
    days = models.PositiveIntegerField(
        "days kept",
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
        help_text="Days after it was closed. Then the request, its notes and its contact attempts are deleted.",
    )

    class Meta:
        verbose_name = "time that requests are kept"
        verbose_name_plural = "how long requests are kept"
        ordering = ["outcome"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days__gte=SHORTEST, days__lte=LONGEST),
                name="kept_a_day_to_ten_years",
                violation_error_message="Keep requests for 1 day at least and 10 years at most.",
            )
        ]

    def __str__(self):
        return f"{self.get_outcome_display()}: {self.days} days"

    @property
    def rule(self):
        """As a proof of deletion says it."""
        return f"Closed as {self.get_outcome_display().lower()}, kept {self.days} days"
