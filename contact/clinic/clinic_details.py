from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import Error, models
from django.utils import timezone
from django.utils.functional import cached_property

from contact.clinic.brand import only_a_color, picture_address, stylesheet_address
from contact.clinic.business_hours import reply_due_at
from contact.clinic.humanize import business_days
from contact.clinic.locations import PICTURES, Location, OpeningHours, main_of, only_https
from contact.clinic.palette import HOUSE_COLOR
from contact.clinic.phone_and_email import mailto_link, tel_link, validate_number
from contact.clinic.singleton import Singleton

# Pages show it 48 pixels tall; phones have two or three dots for each.
LEAST_LOGO_HEIGHT = 96


class ClinicDetails(Singleton):
    """What is so at all locations. Blank fields are not shown to visitors."""

    name = models.CharField(max_length=100, default="Ketamine Therapy Clinic")
    email = models.EmailField("email address", blank=True)
    languages = models.CharField(
        "languages we speak", max_length=200, blank=True, help_text="Such as “English, Spanish and Portuguese”."
    )
    portal_url = models.URLField(
        "patient portal",
        max_length=500,
        blank=True,
        validators=[only_https],
        help_text="Where patients sign in to see their records and write to you.",
    )
    logo = models.ImageField(
        upload_to=PICTURES,
        blank=True,
        width_field="logo_width",
        height_field="logo_height",
        help_text="At the top and the foot of every page. At least 96 pixels tall. A PNG or WebP can be see-through.",
    )
    logo_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    logo_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    logo_shows_name = models.BooleanField(
        "the logo shows the clinic's name",
        default=False,
        help_text="If it does, pages don't write the name beside it again.",
    )
    brand_color = models.CharField(
        "your color",
        max_length=7,
        blank=True,
        validators=[only_a_color],
        help_text="Such as #0d5a61. The whole site takes its tint. Text and buttons use a shade that everyone can "
        "read, so they may look darker or lighter than your color.",
    )
    referral_name = models.CharField(
        "name", max_length=100, blank=True, help_text="Who answers other clinicians, such as “Referral desk”."
    )
    referral_phone = models.CharField("phone", max_length=40, blank=True, validators=[validate_number])
    referral_fax = models.CharField("fax", max_length=40, blank=True, validators=[validate_number])
    referral_email = models.EmailField("email address", blank=True)
    reply_within_working_days = models.PositiveSmallIntegerField(
        "reply within how many business days",
        null=True,
        blank=True,
        validators=[MaxValueValidator(30)],
        help_text="Visitors are told this, and each request becomes overdue by it. 0 is the same day. Leave it blank "
        "to promise nothing.",
    )
    replies_by_text = models.BooleanField(
        "we reply by text, too",
        default=True,
        db_default=True,
        help_text="The consultation form then offers “Text”. Whoever chooses it agrees to text messages first.",
    )
    give_back_after_hours = models.PositiveSmallIntegerField(
        "business hours until an overdue request returns to the queue",
        null=True,
        blank=True,
        default=8,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
        help_text="When the person it's assigned to has done nothing with it for this long, colleagues see it "
        "as not assigned again. Leave it blank and it stays with that person.",
    )
    emergency_notice = models.CharField(
        max_length=300,
        blank=True,
        help_text="Shown at the top of every page at once, such as “Closed today because of snow.” "
        "Clear it when it's over.",
    )

    class Meta(Singleton.Meta):
        verbose_name = "clinic details"
        verbose_name_plural = "clinic details"

    def __str__(self):
        return "Clinic details"

    def clean(self):
        self.brand_color = self.brand_color.lower()
        if self.logo and self.logo_height < LEAST_LOGO_HEIGHT:
            words = f"This logo is {self.logo_height} pixels tall, and would look blurred. Choose a larger one."
            raise ValidationError({"logo": words})

    @property
    def brand_stylesheet(self):
        return stylesheet_address(self.brand_color)

    @property
    def color_or_house(self):
        return self.brand_color or HOUSE_COLOR

    @property
    def is_named(self):
        return self.name != self._meta.get_field("name").default

    @property
    def icon(self):
        """Its address; "" without a color and a logo, for the site's own."""
        if not (self.brand_color or self.logo):
            return ""
        return picture_address("icon", self.color_or_house, self.logo.name)

    @property
    def share_picture(self):
        """Its address; "" without a name and a color, for the site's own."""
        if not (self.is_named or self.brand_color):
            return ""
        return picture_address("share", self.color_or_house, self.name)

    @property
    def email_link(self):
        return mailto_link(self.email)

    @property
    def referral_phone_link(self):
        return tel_link(self.referral_phone, even_local=True)

    @property
    def referral_email_link(self):
        return mailto_link(self.referral_email)

    @property
    def has_referral_contact(self):
        return bool(self.referral_phone or self.referral_fax or self.referral_email)

    # -- locations -------------------------------------------------------------

    @cached_property
    def locations(self):
        """All of them with their opening hours, read at once."""
        return list(Location.objects.prefetch_related("opening_hours"))

    @cached_property
    def main_location(self):
        """The one that answers requests; a blank one where there is none."""
        return main_of(self.locations)

    @cached_property
    def locations_shown(self):
        """Those that visitors can find or call, each with its `closures` of the next weeks."""
        shown = [location for location in self.locations if location.is_shown]
        for location in shown:
            try:
                closures = self.closures_at(location)
            except Error:  # the page can be shown without them
                closures = []
            location.closures = [closure for closure in closures if closure.is_coming(location.time_zone)]
        return shown

    @property
    def addresses(self):
        """The street and the city of each location, such as "100 Example Street, Lakeside"."""
        found = [location for location in self.locations_shown if location.has_address]
        return [f"{location.street}, {location.city}" for location in found]

    @cached_property
    def closures(self):
        return list(self.holidays.all())

    def closures_at(self, location):
        return [closure for closure in self.closures if closure.is_at(location)]

    def read_related(self):
        return self.locations

    @classmethod
    def unread(cls):
        details = cls()
        details.locations = details.closures = []
        return details

    # -- of the location that answers requests ---------------------------------

    @property
    def phone(self):
        return self.main_location.phone

    @property
    def phone_link(self):
        return self.main_location.phone_link

    @property
    def street(self):
        return self.main_location.street

    @property
    def city(self):
        return self.main_location.city

    @property
    def region(self):
        return self.main_location.region

    @property
    def postal_code(self):
        return self.main_location.postal_code

    @property
    def has_address(self):
        return self.main_location.has_address

    @property
    def time_zone(self):
        return self.main_location.time_zone

    @property
    def opening_hours(self):
        location = self.main_location
        return location.opening_hours if location.pk else OpeningHours.objects.none()

    @property
    def opening_hours_text(self):
        return self.main_location.opening_hours_text

    @property
    def opening_hours_sentence(self):
        """All lines with a full stop, of which "p.m." has one already."""
        words = "; ".join(self.opening_hours_text)
        return f"{words.removesuffix('.')}." if words else ""

    @property
    def reply_time_text(self):
        """Such as "within two business days"; "" where no time is promised."""
        return business_days(self.reply_within_working_days)

    @property
    def reply_due(self):
        """By when whoever writes now gets a reply, or None where no time is promised."""
        return reply_due_at(self, timezone.now())
