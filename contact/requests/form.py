"""The consultation form."""

import re
import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.core.validators import MaxLengthValidator
from django.urls import reverse_lazy
from django.utils.html import format_html

from contact.requests.consultation_request import ConsultationRequest
from contact.requests.submission_checks import may_be_in_danger, spam_reason, time_stamp

CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A local number without the area code.
FEWEST_DIGITS = 7

TOPICS = [
    ("", "I would rather say later"),
    ("depression", "Depression"),
    ("bipolar_depression", "Bipolar depression"),
    ("anxiety", "Anxiety"),
    ("ptsd", "PTSD"),
    ("long_term_pain", "Long-term pain"),
    ("something_else", "Something else"),
]
TIMES = [("morning", "Morning"), ("midday", "Midday"), ("afternoon", "Afternoon")]


class PlainText(forms.CharField):
    """Drops control characters. Reports a text that is too long instead of letting the browser truncate it."""

    def __init__(self, *, longest=None, **kwargs):
        limits = [MaxLengthValidator(longest, f"Use {longest:,} characters or fewer")] if longest else []
        super().__init__(validators=limits, **kwargs)

    def to_python(self, value):
        return CONTROL_CHARACTERS.sub("", super().to_python(value))


class FormKey(forms.UUIDField):
    """Hidden from visitors, who could not correct it, so an invalid key is treated as missing."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError:
            return None


def one_of(field, error, **kwargs):
    choices = getattr(ConsultationRequest, field).choices
    errors = {"required": error, "invalid_choice": error}
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=errors, **kwargs)


class ConsultationRequestForm(forms.Form):
    use_required_attribute = False

    asking_for = one_of("AskingFor", "Choose who this is for", label="Who is this for?")
    name = PlainText(
        longest=120,
        label="Your name",
        help_text="What should we call you?",
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": "Enter your name"},
    )
    contact_by = one_of("ContactBy", "Choose phone or email", label="How should we reach you?")
    phone = PlainText(
        longest=40,
        label="Phone number",
        help_text="With the area code. Needed if you chose phone.",
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    voicemail_ok = forms.BooleanField(label="It is OK to leave a voice message", required=False)
    email = forms.EmailField(
        label="Email address",
        help_text="Needed if you chose email.",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": "Enter an email address like name@example.com"},
    )
    wants_acknowledgement = forms.BooleanField(
        label="Send me an email that my request arrived", help_text="It says nothing about health.", required=False
    )
    best_times = forms.MultipleChoiceField(
        label="Best times to reach you (optional)", choices=TIMES, required=False, widget=forms.CheckboxSelectMultiple
    )
    preferred_language = PlainText(longest=60, label="Language you prefer (optional)", required=False)
    topic = forms.ChoiceField(
        label="What would you like to talk about? (optional)",
        choices=TOPICS,
        required=False,
        error_messages={"invalid_choice": "Choose one of the topics, or leave it open"},
    )
    message = PlainText(
        longest=1000,
        label="Anything you want us to know? (optional)",
        help_text="Leave health details for the call. Up to 1,000 characters.",
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    is_adult = forms.BooleanField(
        label="I am 18 or older", error_messages={"required": "Tick the box to say you are 18 or older"}
    )
    understands_use = forms.BooleanField(
        label="I understand how my answers are used",
        help_text=format_html('We use them to contact you. The <a href="{}">privacy page</a> says more.', "/privacy/"),
        error_messages={"required": "Tick the box to say you understand how we use your answers"},
    )
    submission_key = FormKey(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    # A honeypot: bots fill in every field. Browsers do not autofill a field of this name.
    subject = PlainText(
        label="Leave this field blank",
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = PlainText(widget=forms.HiddenInput, initial=time_stamp, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs.pop("maxlength", None)
        self.helper = FormHelper()
        self.helper.form_action = reverse_lazy("consultation")
        self.helper.attrs = {"novalidate": True}
        self.helper.layout = Layout(
            *[name for name in self.fields if name != "subject"],
            Field("subject", template="clinic/honeypot.html"),
            Submit("send", "Send my request"),
        )

    def clean_phone(self):
        """Kept as typed: a number that cannot be parsed may still be one that a person can call."""
        phone = self.cleaned_data["phone"]
        if phone and sum(character.isdigit() for character in phone) < FEWEST_DIGITS:
            raise forms.ValidationError("Enter a phone number, including the area code")
        return phone

    def clean_submission_key(self):
        return self.cleaned_data["submission_key"] or uuid.uuid4()

    def clean(self):
        answers = super().clean()
        chosen = answers.get("contact_by")
        if chosen == "phone" and not answers.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "Enter a phone number, including the area code")
        if chosen == "email" and not answers.get("email") and "email" not in self.errors:
            self.add_error("email", "Enter an email address like name@example.com")
        if answers.get("wants_acknowledgement") and not answers.get("email") and "email" not in self.errors:
            self.add_error("email", "Enter an email address, so that we can send you an email")
        return answers

    def spam_reason_after(self, reference):
        """Why this may be spam, as a ConsultationRequest.QuarantineReason; "" for no reason.

        Somebody who goes back to a submitted form (`reference`) finds it filled in and may be quick.
        """
        reason = spam_reason(left_blank=self.cleaned_data["subject"], stamp=self.cleaned_data["opened"])
        return "" if reference and reason == ConsultationRequest.QuarantineReason.TOO_FAST else reason

    @property
    def may_be_in_danger(self):
        return may_be_in_danger(*(self.cleaned_data[field] for field in ("message", "name", "preferred_language")))

    @property
    def answers(self):
        """What was answered, as fields of ConsultationRequest."""
        checked = self.cleaned_data
        kept = {name: checked[name] for name in KEPT_AS_THEY_ARE}
        return kept | {
            "best_times": ", ".join(label for value, label in TIMES if value in checked["best_times"]),
            "topic": dict(TOPICS)[checked["topic"]] if checked["topic"] else "",
        }


KEPT_AS_THEY_ARE = [
    "asking_for",
    "name",
    "contact_by",
    "phone",
    "voicemail_ok",
    "email",
    "wants_acknowledgement",
    "preferred_language",
    "message",
]
