"""The form with which a clinician refers a patient."""

from django import forms
from django.urls import reverse_lazy

from contact.clinic.email_addresses import LONGEST, EmailAddress, is_address
from contact.clinic.plain_text import BareText, PlainText
from contact.requests.forms.layout import optional
from contact.requests.forms.phone_questions import may_be_number
from contact.requests.forms.sending import TELL_THE_REST, RequestForm
from contact.requests.states import Kind

REASONS = [
    ("", "Choose one"),
    ("treatment_resistant_depression", "Treatment-resistant depression"),
    ("major_depression", "Major depression"),
    ("bipolar_depression", "Bipolar depression"),
    ("anxiety", "Anxiety"),
    ("ptsd", "PTSD"),
    ("long_term_pain", "Long-term pain"),
    ("something_else", "Something else"),
]
# Initials have two or three letters, and four in a double name. A first name has more.
MOST_INITIALS = 4
ONE_WAY = "Give us one way to reach you: a phone number, a fax number or an email address"
ADD_FAX = "Add a fax number with the area code, like 207-555-0142"
NUMBERS = ["phone", "fax"]
KEPT_AS_THEY_ARE = [
    "name",
    "credentials",
    "practice",
    "phone",
    "fax",
    "email",
    "wants_acknowledgement",
    "patient_initials",
    "message",
]


def number_field(label, autocomplete, **kwargs):
    widget = forms.TextInput({"type": "tel", "autocomplete": autocomplete})
    return BareText(longest=40, label=label, required=False, widget=widget, **kwargs)


class ReferralForm(RequestForm):
    kind = Kind.REFERRAL
    address = reverse_lazy("referral")
    button = "Send referral"
    numbers = ["phone", "fax"]
    parts = [
        ("About you", ["name", "credentials", "practice"]),
        ("How we reach you", ["phone", "fax", "email", "wants_acknowledgement"]),
        ("Your patient", ["patient_initials", "topic", "message", "is_adult", "patient_agrees"]),
    ]

    name = PlainText(
        longest=120,
        label="Your name",
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": "Add your name"},
    )
    credentials = PlainText(
        longest=120, label=optional("Your role or credentials"), help_text="Such as MD, NP or LCSW.", required=False
    )
    practice = PlainText(
        longest=200,
        label="Your practice or organization",
        widget=forms.TextInput({"autocomplete": "organization"}),
        error_messages={"required": "Add the name of your practice or organization"},
    )
    phone = number_field(
        "Phone number", "tel", help_text="With the area code. We need one way to reach you: phone, fax or email."
    )
    fax = number_field("Fax number", "off")
    email = EmailAddress(
        longest=LONGEST,
        refuse=None,
        label="Email address",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    wants_acknowledgement = forms.BooleanField(
        label="Email me to say you got this", help_text="It won't mention your patient.", required=False
    )
    patient_initials = PlainText(
        longest=20,
        label="Your patient's initials",
        help_text="Initials only, so that what you send here doesn't say who your patient is. Tell us the name when we "
        "talk.",
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Add your patient's initials, like R.D."},
    )
    topic = forms.ChoiceField(
        label="Main reason for the referral",
        choices=REASONS,
        error_messages={
            "required": "Choose the main reason for the referral",
            "invalid_choice": "Choose the main reason for the referral",
        },
    )
    message = PlainText(
        longest=1000,
        too_long=TELL_THE_REST,
        label=optional("Anything we should know before we call?"),
        help_text="Up to 1,000 characters. Don't send records here. We'll ask for what we need when we talk.",
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    is_adult = forms.BooleanField(
        label="My patient is 18 or older", error_messages={"required": "Check this box if your patient is 18 or older"}
    )
    patient_agrees = forms.BooleanField(
        label="My patient knows and agrees",
        help_text="Has the patient agreed that you send us this? Ask before you send it.",
        error_messages={"required": "Check this box once your patient has agreed that you send us this"},
    )

    def clean_patient_initials(self):
        initials = self.cleaned_data["patient_initials"]
        if sum(character.isalpha() for character in initials) > MOST_INITIALS:
            raise forms.ValidationError("Use the initials only, like R.D.")
        return initials

    def clean(self):
        answers = super().clean()
        if not any(answers.get(way) or way in self.errors for way in ("phone", "fax", "email")):
            self.add_error("phone", ONE_WAY)
        has_number = any(may_be_number(answers.get(way, "")) for way in NUMBERS)
        if not has_number and not is_address(answers.get("email", "")):
            self.refuse_unreadable_number()
            self.refuse_unreadable_number("fax", ADD_FAX)
            self.refuse_unreadable_email()
        if answers.get("wants_acknowledgement") and not answers.get("email") and "email" not in self.errors:
            self.add_error("email", "Add an email address, so that we can email you")
        return answers

    @property
    def answers(self):
        checked = self.cleaned_data
        kept = {name: checked[name] for name in KEPT_AS_THEY_ARE}
        return kept | {"kind": self.kind, "topic": dict(REASONS)[checked["topic"]]}
