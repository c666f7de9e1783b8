"""What the clinic says about itself, kept once and shown wherever it belongs: treatments, monitoring, photographs.

Each record is one row. It is drafted and approved like a page, and nothing of it is shown while it is blank.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, Page, PreviewableMixin, RevisionMixin, WorkflowMixin

from .signals import record_publishing

ROW = 1


class ClinicRecord(PreviewableMixin, WorkflowMixin, DraftStateMixin, RevisionMixin, ClusterableModel):
    """A record with one row, whose published fields visitors see.

    Its preview is a page that shows it: `SHOWN_ON` maps the slugs of such pages to what editors call them.
    """

    SHOWN_ON = {}

    id = models.PositiveSmallIntegerField(primary_key=True, default=ROW, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=ROW),
                name="%(app_label)s_%(class)s_has_one_row",
                violation_error_message="There can only be one of these.",
            )
        ]

    def __str__(self):
        name = str(self._meta.verbose_name)
        return name[0].upper() + name[1:]

    @property
    def title(self):
        return str(self)

    @classmethod
    def current(cls):
        """What is published; a blank one before anything is."""
        return cls.objects.filter(live=True).first() or cls(live=False)

    @classmethod
    def for_editor(cls):
        """The row, made as a blank draft the first time."""
        return cls.objects.get_or_create(pk=ROW, defaults={"live": False})[0]

    @property
    def is_filled(self):
        return any(getattr(self, field.attname) for field in self.own_fields())

    @classmethod
    def own_fields(cls):
        """The fields that the clinic fills in, without what Wagtail keeps about drafts."""
        kept = {
            field.name
            for mixin in (WorkflowMixin, DraftStateMixin, RevisionMixin)
            for field in mixin._meta.get_fields()
        }
        return [field for field in cls._meta.concrete_fields if field.name not in kept and not field.primary_key]

    @property
    def preview_modes(self):
        return list(self.SHOWN_ON.items())

    def serve_preview(self, request, mode_name):
        """The page as visitors see it, with this record as it stands in the form. Home, if there is no such page."""
        pages = Page.objects.live().filter(depth__gt=1)
        page = pages.filter(slug=mode_name).first() or pages.order_by("depth").first()
        request.previewed_record = self
        return page.specific.serve(request)

    def publish(self, revision, user=None, **kwargs):
        record_publishing.send(type(self), record=self, revision=revision, user=user)
        return super().publish(revision, user=user, **kwargs)


class TreatmentsOffered(ClinicRecord):
    """Which of the treatments described on this site the clinic gives."""

    class Others(models.TextChoices):
        SAY_SO = "say_so", "stay, and say “We don't offer this here”"
        HIDE = "hide", "are taken off the site"

    offered = ParentalManyToManyField(
        "content.TreatmentPage",
        blank=True,
        related_name="+",
        verbose_name="treatments you offer",
        help_text="Check each one you give here. While none is checked, the site says nothing about it.",
    )
    others = models.CharField(
        "pages about other treatments", max_length=10, choices=Others.choices, default=Others.SAY_SO
    )
    has_spray_certificate = models.BooleanField(
        "certified for esketamine nasal spray (REMS)",
        default=False,
        help_text="The spray may be given only in certified healthcare settings. Check this if yours is one.",
    )

    SHOWN_ON = {"treatments": "Treatments", "for-clinicians": "For clinicians"}

    panels = [
        FieldPanel("offered", widget=CheckboxSelectMultiple),
        FieldPanel("others"),
        FieldPanel("has_spray_certificate"),
    ]

    class Meta(ClinicRecord.Meta):
        verbose_name = "treatments you offer"
        verbose_name_plural = "treatments you offer"

    @property
    def is_filled(self):
        return bool(self.offered_ids)

    @property
    def offered_ids(self):
        return {page.pk for page in self.offered.all()}

    def offers(self, page):
        """Whether the clinic gives this treatment; None while it has not said which it gives."""
        return page.pk in self.offered_ids if self.is_filled else None


class MonitoringAndReadiness(ClinicRecord):
    """Who watches over a session, and what is at hand if something goes wrong."""

    in_the_room = models.CharField(
        "who stays with the patient",
        max_length=200,
        blank=True,
        help_text="Such as: A registered nurse, the whole time.",
    )
    companions = models.CharField(
        "who may be with the patient",
        max_length=200,
        blank=True,
        help_text="Such as: One person you choose may sit with you.",
    )
    in_the_building = models.CharField(
        "which clinician is in the building", max_length=200, blank=True, help_text="Such as: An anesthesiologist."
    )
    watched = models.CharField(
        "what you watch",
        max_length=300,
        blank=True,
        help_text="Such as: Blood pressure, pulse, breathing and oxygen level.",
    )
    oxygen = models.CharField(max_length=200, blank=True, help_text="Such as: In each room.")
    equipment = models.CharField(
        "emergency equipment", max_length=300, blank=True, help_text="What is there, and how often it is tested."
    )
    training = models.CharField(
        "emergency training",
        max_length=300,
        blank=True,
        help_text="Such as: Everyone renews life support training every 2 years.",
    )
    stay_after_infusion = models.CharField("how long people stay after an infusion", max_length=200, blank=True)
    blood_pressure_limit = models.CharField(
        "blood pressure from which you wait or don't treat", max_length=200, blank=True
    )
    eating_and_drinking = models.CharField(
        "when to stop eating and drinking before an infusion", max_length=300, blank=True
    )
    checked_on = models.DateField(
        "when you last checked all this",
        null=True,
        blank=True,
        help_text="Visitors see the date. Nothing here is shown without it.",
    )

    SHOWN_ON = {"your-session": "Your session", "home": "Home", "team": "Our team", "for-clinicians": "For clinicians"}

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("in_the_room"),
                FieldPanel("companions"),
                FieldPanel("in_the_building"),
                FieldPanel("watched"),
            ],
            "Who and what",
        ),
        MultiFieldPanel([FieldPanel("oxygen"), FieldPanel("equipment"), FieldPanel("training")], "In an emergency"),
        MultiFieldPanel(
            [FieldPanel("eating_and_drinking"), FieldPanel("blood_pressure_limit"), FieldPanel("stay_after_infusion")],
            "Before and after",
        ),
        FieldPanel("checked_on"),
    ]

    class Meta(ClinicRecord.Meta):
        verbose_name = "monitoring and emergency readiness"
        verbose_name_plural = "monitoring and emergency readiness"

    def clean(self):
        super().clean()
        if self.lines and not self.checked_on:
            raise ValidationError({"checked_on": "Enter the day on which somebody checked that all this is so."})

    @property
    def is_filled(self):
        return bool(self.lines and self.checked_on)

    @property
    def lines(self):
        """Pairs of a label and what the clinic says, without blanks."""
        fields = [field for field in self.own_fields() if isinstance(field, models.CharField)]
        said = [(field.verbose_name, getattr(self, field.name)) for field in fields]
        return [(LABELS.get(label, label[0].upper() + label[1:]), words) for label, words in said if words]


# How visitors read a label that is worded for staff.
LABELS = {
    "who stays with the patient": "Who stays with you",
    "who may be with the patient": "Who may be with you",
    "which clinician is in the building": "Who is in the building",
    "what you watch": "What we watch",
    "how long people stay after an infusion": "How long you stay after an infusion",
    "blood pressure from which you wait or don't treat": "Blood pressure from which we wait or don't treat",
    "when to stop eating and drinking before an infusion": "When to stop eating and drinking before an infusion",
}


def photograph():
    return models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="photo"
    )


def description():
    return models.CharField(
        "what the photo shows",
        max_length=250,
        blank=True,
        help_text="For people who can't see it. Such as: A reclining chair next to a window.",
    )


class Photographs(ClinicRecord):
    """The clinic's own photographs, each with its place on the site."""

    PLACES = {
        "home": "Home",
        "visit": "Visit us",
        "session": "What a session is like",
        "team": "Our team",
    }

    SHOWN_ON = {"home": "Home", "visit": "Visit us", "your-session": "Your session", "team": "Our team"}

    home = photograph()
    home_description = description()
    visit = photograph()
    visit_description = description()
    session = photograph()
    session_description = description()
    team = photograph()
    team_description = description()

    panels = [
        HelpPanel(
            "Show places and things: the door, the room, the chair. No patients, and no faces of people you treat."
        ),
        *(
            MultiFieldPanel([FieldPanel(name), FieldPanel(f"{name}_description")], heading)
            for name, heading in PLACES.items()
        ),
    ]

    class Meta(ClinicRecord.Meta):
        verbose_name = "photographs"
        verbose_name_plural = "photographs"

    def shows(self, thing):
        """Whether visitors see this picture in one of its places."""
        return thing.pk in [getattr(self, f"{name}_id") for name in self.PLACES]

    def clean(self):
        super().clean()
        errors = {
            f"{name}_description": "Say in a few words what the photo shows."
            for name in self.PLACES
            if getattr(self, f"{name}_id") and not getattr(self, f"{name}_description")
        }
        if errors:
            raise ValidationError(errors)
