"""Where the clinic is, when it is open there, and the days on which it is closed."""

from datetime import timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property

from contact.clinic.calendar_changes import calendar_change
from contact.clinic.opening_hours import DAYS, day_text, opening_hours_text, week_text
from contact.clinic.phone_and_email import (
    in_digits,
    sms_link,
    tel_link,
    validate_number,
    validate_number_or_short_code,
    with_call_links,
)

# Closures further ahead say nothing to whoever plans a visit.
CLOSURES_SHOWN = timedelta(days=60)

# Django serves what is in here to everybody as long as a record shows it; clinic_site/http/media.py.
PICTURES = "clinic/"

CLOSED = "Closed"
MAP_NEEDS_WORDS = "Say what the map shows, for people who can't see it."

only_https = URLValidator(["https"], message="Add a web address that starts with https://", code="not_https")


def validate_time_zone(name):
    if name not in available_timezones():
        raise ValidationError("Enter the name of a time zone, such as America/New_York.")


class Location(models.Model):
    """A place of the clinic. Blank fields are not shown to visitors."""

    name = models.CharField(
        max_length=100, blank=True, help_text="Such as “Downtown”. You can leave it blank if there's only one location."
    )
    street = models.CharField(max_length=200, blank=True, help_text="With the suite or floor, if there is one.")
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField("state", max_length=100, blank=True)
    postal_code = models.CharField("ZIP code", max_length=20, blank=True)
    phone = models.CharField(
        max_length=40,
        blank=True,
        validators=[validate_number],
        help_text="As visitors should read it. Phones can tap it to call.",
    )
    text_number = models.CharField(
        "text line",
        max_length=40,
        blank=True,
        validators=[validate_number_or_short_code],
        help_text="A number that somebody reads text messages on.",
    )
    fax = models.CharField(max_length=40, blank=True, validators=[validate_number])
    time_zone = models.CharField(max_length=60, default="America/New_York", validators=[validate_time_zone])
    parking = models.TextField(
        max_length=500, blank=True, help_text="Where to park, what it costs, and how far it is to the door."
    )
    step_free_access = models.TextField(
        "step-free access",
        max_length=500,
        blank=True,
        help_text="How to get in without stairs: ramp, elevator, width of doors, accessible restroom.",
    )
    public_transport = models.TextField("public transit", max_length=500, blank=True)
    finding_us = models.TextField(
        "what you'll see when you arrive",
        max_length=800,
        blank=True,
        help_text="The sign, the door, the bell, the front desk: enough for somebody who is nervous.",
    )
    after_hours = models.CharField(
        max_length=300,
        blank=True,
        help_text="One sentence, such as “After hours, our phone tells you how to reach the doctor on call.”",
    )
    map_picture = models.ImageField(
        "picture of a map",
        upload_to=PICTURES,
        blank=True,
        width_field="map_width",
        height_field="map_height",
        help_text="A picture of your own. Its place, device and other hidden details are taken out.",
    )
    map_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    map_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    map_alt = models.CharField(
        "what the map shows",
        max_length=250,
        blank=True,
        help_text="For people who can't see it, such as “We're on Long Street, one block north of the library.”",
    )
    map_link = models.URLField(
        "link to a map",
        max_length=500,
        blank=True,
        validators=[only_https],
        help_text="Such as the “Share” link of a map service. Visitors leave this site only if they open it.",
    )
    answers_requests = models.BooleanField(
        "this location answers requests",
        default=False,
        help_text="Reply times follow this location's hours and time zone, and its phone is at the foot of every page. "
        "One location does this.",
    )
    place = models.PositiveSmallIntegerField("order on pages", default=0, help_text="Lower numbers come first.")

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["answers_requests"],
                condition=models.Q(answers_requests=True),
                name="contact_location_one_answers_requests",
                violation_error_message="Another location answers requests already.",
            ),
            models.CheckConstraint(
                condition=models.Q(map_picture="") | ~models.Q(map_alt=""),
                name="contact_location_map_has_words",
                violation_error_message=MAP_NEEDS_WORDS,
            ),
        ]

    def __str__(self):
        return self.name or self.street or "Location"

    def save(self, *args, **kwargs):
        """Keeps exactly one that answers requests: marking it takes the mark off the one before it."""
        with calendar_change(), transaction.atomic():
            # In one order, so that two people who mark one each wait for one another.
            list(Location.objects.select_for_update().order_by("pk"))
            others = Location.objects.filter(answers_requests=True).exclude(pk=self.pk)
            if self.answers_requests:
                others.update(answers_requests=False)
            else:
                self.answers_requests = not others.exists()
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Its hours and closures go with it."""
        with calendar_change():
            return super().delete(*args, **kwargs)

    def clean(self):
        if self.map_picture and not self.map_alt:
            raise ValidationError({"map_alt": MAP_NEEDS_WORDS})

    @classmethod
    def main(cls):
        """The one that answers requests; after it was deleted the first, and a blank one where there is none."""
        return main_of(list(cls.objects.all()))

    @property
    def phone_link(self):
        return tel_link(self.phone, even_local=True)

    @property
    def phone_in_digits(self):
        return in_digits(self.phone)

    @property
    def fax_in_digits(self):
        return in_digits(self.fax)

    @property
    def text_link(self):
        return sms_link(self.text_number, even_local=True)

    @property
    def after_hours_linked(self):
        """As HTML: a number in the sentence can be tapped."""
        return with_call_links(self.after_hours)

    @property
    def has_address(self):
        return bool(self.street and self.city)

    @property
    def is_shown(self):
        return bool(self.has_address or self.phone or self.hours)

    @cached_property
    def hours(self):
        """Its opening hours, read once."""
        return list(self.opening_hours.all()) if self.pk else []

    @property
    def opening_hours_text(self):
        return opening_hours_text([(span.weekday, span.opens, span.closes) for span in self.hours])

    @property
    def week(self):
        """Pairs of a weekday and its hours in words, Monday first; none where no hours are known."""
        if not self.hours:
            return []
        return [(name, day_text(self.periods_on(weekday)) or CLOSED) for weekday, name in enumerate(DAYS)]

    @property
    def week_in_short(self):
        """The same, with days of the same hours in one pair, such as "Monday to Friday"."""
        return week_text([hours for _, hours in self.week])

    def periods_on(self, weekday):
        return [(span.opens, span.closes) for span in self.hours if span.weekday == weekday]

    def set_hours(self, week):
        """Replaces all hours; `week` has a list of (opens, closes) for each weekday from Monday on."""
        with calendar_change(), transaction.atomic():
            self.opening_hours.all().delete()
            for weekday, periods in enumerate(week):
                for opens, closes in periods:
                    self.opening_hours.create(weekday=weekday, opens=opens, closes=closes)


def main_of(locations):
    """See Location.main()."""
    return max(locations, key=lambda location: location.answers_requests, default=Location())


class OpeningHours(models.Model):
    """A period that begins on a weekday. A lunch break makes two of them; one past midnight ends on the next day."""

    location = models.ForeignKey(Location, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(choices=list(enumerate(DAYS)))
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        verbose_name_plural = "opening hours"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(closes=models.F("opens")),
                name="contact_openinghours_closes_is_not_opens",
                violation_error_message="Opening and closing time can't be the same.",
            ),
            models.UniqueConstraint(
                fields=["location", "weekday", "opens"],
                name="contact_openinghours_once",
                violation_error_message="These hours are here twice.",
            ),
        ]

    def __str__(self):
        return opening_hours_text([(self.weekday, self.opens, self.closes)])[0]


class Holiday(models.Model):
    """A day on which the clinic, or one location, is closed, so no reply falls due there."""

    clinic = models.ForeignKey("contact.ClinicDetails", models.CASCADE, related_name="holidays", default=1)
    location = models.ForeignKey(
        Location,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="holidays",
        help_text="Leave it blank if all locations are closed.",
    )
    date = models.DateField()
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["date"]
        verbose_name = "closure"
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "date"],
                condition=models.Q(location=None),
                name="contact_holiday_once",
                violation_error_message="This day is here twice.",
            ),
            models.UniqueConstraint(
                fields=["location", "date"],
                name="contact_holiday_once_at_location",
                violation_error_message="This day is here twice for that location.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.date}"

    def is_at(self, location):
        return self.location_id in (None, location.pk)

    def is_coming(self, zone):
        today = timezone.localdate(timezone=ZoneInfo(zone))
        return today <= self.date <= today + CLOSURES_SHOWN
