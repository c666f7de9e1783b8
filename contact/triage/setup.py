"""What the clinic still has to say about how it is reached: steps of the setup list, from the records themselves."""

from dataclasses import dataclass

from django.urls import reverse

from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.crisis_help import CrisisHelp
from contact.clinic.locations import Location


@dataclass(frozen=True)
class SetupStep:
    """`missing` names what is still blank."""

    title: str
    words: str
    address: str
    missing: tuple[str, ...] = ()
    is_waiting: bool = False
    public_address: str = "/"

    @property
    def is_done(self):
        return not self.missing


def setup_steps(user):
    if not user.has_perm("contact.change_clinicdetails"):
        return
    clinic = ClinicDetails.current()
    yield name_and_logo(clinic)
    yield place_and_hours(clinic)
    yield replies(clinic)
    yield referrals(clinic)
    if user.has_perm("contact.change_crisishelp"):
        yield crisis_numbers()


def blanks(wanted):
    return tuple(name for name, is_filled in wanted.items() if not is_filled)


def details_address(part):
    """The form of the clinic's details with this part of it alone."""
    return f"{reverse('admin:contact_clinicdetails_changelist')}?part={part}"


def name_and_logo(clinic):
    missing = blanks(
        {"your clinic's name": clinic.is_named, "your logo": clinic.logo, "your color": clinic.brand_color}
    )
    words = "What stands at the top of every page. Your color tints the whole site and stays readable."
    return SetupStep("Name, logo and color", words, details_address("name"), missing)


def place_and_hours(clinic):
    place = clinic.main_location
    missing = blanks(
        {
            "a phone number": place.phone,
            "an address": place.has_address,
            "opening hours": clinic.opening_hours_text,
            "where to park": place.parking,
            "how to get in without steps": place.step_free_access,
            "whom to call when you're closed": place.after_hours,
        }
    )
    words = "Address, phone, hours, parking and the way in. Add one for each location."
    if place.pk:
        address = reverse("admin:contact_location_change", args=[place.pk])
    else:
        address = reverse("admin:contact_location_add")
    if Location.objects.count() > 1:
        address = reverse("admin:contact_location_changelist")
    return SetupStep("Place and hours", words, address, missing, public_address="/visit/")


def replies(clinic):
    missing = blanks(
        {
            "how soon you reply": clinic.reply_time_text,
            "an email address": clinic.email,
            "the languages you speak": clinic.languages,
        }
    )
    words = "What people who write to you can count on."
    return SetupStep("Replies", words, details_address("replies"), missing, public_address=reverse("consultation"))


def referrals(clinic):
    missing = blanks({"a phone, fax or email for referring clinicians": clinic.has_referral_contact})
    words = "How other clinicians reach you about a patient."
    return SetupStep("Referrals", words, details_address("referral"), missing, public_address="/for-clinicians/")


def crisis_numbers():
    """They're right for the United States from the start, so it's enough that somebody has looked."""
    missing = blanks({"a look at the numbers: open, check, save": CrisisHelp.objects.exists()})
    address = reverse("admin:contact_crisishelp_changelist")
    return SetupStep("Crisis numbers", "They're on every page.", address, missing, public_address="/crisis-help/")
