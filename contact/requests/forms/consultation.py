"""The consultation form."""

from django import forms
from django.urls import reverse_lazy
from django.utils.html import format_html

from contact.requests.consultation_request import ConsultationRequest
from contact.requests.forms.sending import PlainText, RequestForm

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


def one_of(field, error, **kwargs):
    choices = getattr(ConsultationRequest, field).choices
    errors = {"required": error, "invalid_choice": error}
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=errors, **kwargs)


class ConsultationRequestForm(RequestForm):
    address = reverse_lazy("consultation")
    button = "Send my request"
    read_for_danger = ["message", "name", "preferred_language"]

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
