from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import Error, models
from django.utils.functional import cached_property

from contact.clinic.opening_hours import DAYS, opening_hours_text
from contact.clinic.phone_and_email import mailto_link, tel_link
from contact.clinic.singleton import Singleton


def validate_time_zone(name):
    if name not in available_timezones():
        raise ValidationError("Enter the name of a time zone, such as America/New_York.")


class ClinicDetails(Singleton):
    """How the clinic is reached. Blank fields are not shown to visitors."""

    name = models.CharField(max_length=100, default="Ketamine Therapy Clinic")
    phone = models.CharField(
        max_length=40, blank=True, help_text="As visitors should read it. Phones can tap it to call."
    )
    email = models.EmailField("email address", blank=True)
    street = models.CharField(max_length=200, blank=True, help_text="With the suite or floor, if there is one.")
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField("state", max_length=100, blank=True)
    postal_code = models.CharField("ZIP code", max_length=20, blank=True)
    reply_within_working_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text="Visitors are told this, and each request becomes overdue by it. Leave it blank to promise nothing.",
    )
    give_back_after_hours = models.PositiveSmallIntegerField(
        "opening hours until an overdue request is given back",
        null=True,
        blank=True,
        default=8,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
        help_text="When the person it is assigned to has done nothing with it for this long, colleagues see it "
        "as not assigned again. Leave it blank and nothing is given back.",
    )
    emergency_notice = models.CharField(
        max_length=300,
        blank=True,
        help_text="Shown at the top of every page at once, such as “Closed today because of snow.” "
        "Blank it when it is over.",
    )
    time_zone = models.CharField(max_length=60, default="America/New_York", validators=[validate_time_zone])

    class Meta(Singleton.Meta):
        verbose_name = "clinic details"
        verbose_name_plural = "clinic details"

    def __str__(self):
        return "Clinic details"

    @property
    def phone_link(self):
        return tel_link(self.phone)

    @property
    def email_link(self):
        return mailto_link(self.email)

    @property
    def has_address(self):
        return bool(self.street and self.city)

    @cached_property
    def opening_hours_text(self):
        if self._state.adding:  # the defaults, shown when the database cannot answer
            return []
        try:
            return opening_hours_text([(span.weekday, span.opens, span.closes) for span in self.opening_hours.all()])
        except Error:  # the page can be shown without them
            return []

    @property
    def opening_hours_sentence(self):
        """All lines with a full stop, of which "p.m." has one already."""
        words = "; ".join(self.opening_hours_text)
        return f"{words.removesuffix('.')}." if words else ""

    def blanks(self):
        """What the clinic has not filled in yet."""
        filled = {
            "Phone number": self.phone,
            "Email address": self.email,
            "Street address": self.has_address,
            "Opening hours": self.opening_hours.all(),
            "Reply time": self.reply_within_working_days,
        }
        return [name for name, value in filled.items() if not value]


class OpeningHours(models.Model):
    """A period on a weekday. A lunch break makes two of them."""

    clinic = models.ForeignKey(ClinicDetails, models.CASCADE, related_name="opening_hours", default=1)
    weekday = models.PositiveSmallIntegerField(choices=list(enumerate(DAYS)))
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        verbose_name_plural = "opening hours"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")),
                name="contact_openinghours_close_after_opening",
                violation_error_message="Closing time must be after opening time.",
            ),
            models.UniqueConstraint(
                fields=["clinic", "weekday", "opens"],
                name="contact_openinghours_once",
                violation_error_message="These hours are here twice.",
            ),
        ]

    def __str__(self):
        return opening_hours_text([(self.weekday, self.opens, self.closes)])[0]


class Holiday(models.Model):
    """A day on which the clinic is closed, so no reply falls due."""

    clinic = models.ForeignKey(ClinicDetails, models.CASCADE, related_name="holidays", default=1)
    date = models.DateField()
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "date"],
                name="contact_holiday_once",
                violation_error_message="This day is here twice.",
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.date}"
