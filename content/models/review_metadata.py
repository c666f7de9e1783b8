from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class ReviewMetadata(models.Model):
    """Who wrote a page and who checked it, for readers who decide whether to trust it."""

    written_by = models.CharField(max_length=120, blank=True)
    reviewed_by = models.CharField(
        "clinically reviewed by",
        max_length=120,
        blank=True,
        help_text="Empty until a clinician has checked the page; readers then see that the review is pending.",
    )
    reviewer_role = models.CharField(max_length=120, blank=True, help_text="Such as: psychiatrist.")
    reviewed_by_writer = models.BooleanField(default=False, editable=False)
    last_reviewed = models.DateField(
        null=True, blank=True, help_text="When the words were last checked against their sources."
    )
    next_review_due = models.DateField(null=True, blank=True)

    review_metadata_panel = MultiFieldPanel(
        [
            FieldPanel("written_by", help_text="A person or a team, as readers should see it."),
            FieldPanel("reviewed_by", help_text="Approval puts the name of the clinical reviewer here."),
            FieldPanel("reviewer_role"),
            FieldPanel("last_reviewed"),
            FieldPanel("next_review_due", help_text="At most 12 months after the last review. Approval sets it."),
        ],
        "About this page",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(last_reviewed=None) | Q(next_review_due=None) | Q(next_review_due__gt=F("last_reviewed")),
                name="%(class)s_due_after_last_review",
                violation_error_message="The next review must be due after the last one.",
            )
        ]

    @property
    def is_clinically_reviewed(self):
        return bool(self.reviewed_by)

    @cached_property
    def reviewer_page(self):
        """The live page of the team member who checked this page; None where there is none of that name."""
        members = apps.get_model("content", "TeamMemberPage").objects.live().filter(view_restrictions__isnull=True)
        return members.filter(title=self.reviewed_by).first() if self.reviewed_by else None
