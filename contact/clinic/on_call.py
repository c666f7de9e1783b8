"""Who is told of a request that is to be read first, and what the clinic does about it."""

from django.core.checks import Tags, Warning, register
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, validate_email
from django.db import Error, models

from contact.clinic.singleton import Singleton

# Each gets its own copy of every such mail.
MOST_ADDRESSES = 10
# Minutes. Soon enough for whoever writes at night, late enough to open a mail and sign in.
USUAL_PAUSE = 30
A_DAY = 24 * 60
ONE_A_LINE = "One email address a line."


def addresses_in(typed):
    """Commas and semicolons separate addresses, too, because mail programs copy them so."""
    found = typed.replace(",", "\n").replace(";", "\n").split("\n")
    addresses = {}
    for address in filter(None, map(str.strip, found)):
        addresses.setdefault(address.lower(), address)
    return list(addresses.values())


def only_addresses(typed):
    """Says which one is wrong: among several, people would have to guess."""
    addresses = addresses_in(typed)
    if len(addresses) > MOST_ADDRESSES:
        raise ValidationError(f"Up to {MOST_ADDRESSES} addresses. For more, use a group address of your mail service.")
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError:
            raise ValidationError(f"“{address}” isn't an email address, like name@example.com.") from None


class OnCall(Singleton):
    """What happens when a request may be from somebody in danger. The site invents no steps: these are the clinic's."""

    addresses = models.TextField(
        "who is on call",
        blank=True,
        validators=[only_addresses],
        help_text=f"{ONE_A_LINE} They get a mail at once, day and night, for each request that is to be read first. "
        "It says nothing about the person. They need an account here to open the request.",
    )
    second_addresses = models.TextField(
        "who is told next",
        blank=True,
        validators=[only_addresses],
        help_text=f"{ONE_A_LINE} They get a mail when nobody has opened the request in time.",
    )
    minutes = models.PositiveSmallIntegerField(
        "minutes until then",
        default=USUAL_PAUSE,
        validators=[MinValueValidator(1), MaxValueValidator(A_DAY)],
        help_text="Counted by the clock, not in opening hours.",
    )
    protocol = models.TextField(
        "your clinic's steps",
        blank=True,
        max_length=4000,
        help_text="What your staff do when somebody may be in danger: whom to call, what to say, when to ask for a "
        "welfare check, what to write down. Shown on the page of each request that is to be read first. A clinician "
        "should write or approve it.",
    )

    class Meta(Singleton.Meta):
        verbose_name = "on call for safety"
        verbose_name_plural = "on call for safety"

    def __str__(self):
        return "On call for safety"

    def clean(self):
        self.addresses = "\n".join(addresses_in(self.addresses))
        self.second_addresses = "\n".join(addresses_in(self.second_addresses))

    @property
    def recipients(self):
        return addresses_in(self.addresses)

    @property
    def second_recipients(self):
        return addresses_in(self.second_addresses)


@register(Tags.database)
def somebody_is_on_call(app_configs, databases=None, **kwargs):
    try:
        if not databases or OnCall.current().recipients:
            return []
    except Error:  # before it is migrated
        return []
    words = "Nobody is on call for safety, so only STAFF_EMAIL is told of a request that is to be read first."
    return [Warning(words, hint="A practice manager sets it in /admin/, “On call for safety”.", id="contact.W001")]
