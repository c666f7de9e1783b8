"""The consultation form."""

from django import forms
from django.urls import reverse_lazy
from django.utils.html import format_html

from contact.clinic.email_addresses import ADD_EMAIL, LONGEST, EmailAddress
from contact.clinic.plain_text import BareText, PlainText
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.forms.layout import Revealed, optional
from contact.requests.forms.sending import ADD_PHONE, TELL_THE_REST, RequestForm

TOPICS = [
    ("", "I'd rather say on the phone"),
    ("depression", "Depression"),
    ("bipolar_depression", "Bipolar depression"),
    ("anxiety", "Anxiety"),
    ("ptsd", "PTSD"),
    ("long_term_pain", "Long-term pain"),
    ("insurance", "Insurance and costs"),
    ("something_else", "Something else"),
]
# What a link may choose beforehand. No condition is among them: addresses end up in histories.
TOPICS_OF_LINKS = ["insurance"]
TIMES = [("morning", "Morning"), ("midday", "Midday"), ("afternoon", "Afternoon"), ("evening", "Early evening")]
RELATIONS = [
    ("", "I'd rather not say"),
    ("partner", "My partner or spouse"),
    ("parent", "My parent"),
    ("child", "My son or daughter"),
    ("sibling", "My brother or sister"),
    ("friend", "My friend"),
    ("someone_else", "Someone else"),
]
ANOTHER_LANGUAGE = "another"
LANGUAGES = [
    ("", "No preference"),
    ("english", "English"),
    ("spanish", "Spanish (español)"),
    ("sign", "American Sign Language"),
    (ANOTHER_LANGUAGE, "Another language"),
]
STORED_LANGUAGES = {"english": "English", "spanish": "Spanish", "sign": "American Sign Language"}
ContactBy = ConsultationRequest.ContactBy
BY_PHONE = {ContactBy.PHONE, ContactBy.TEXT}


def choice(choices, **kwargs):
    """A question that may stay open."""
    error = "Choose one of these, or leave it open"
    return forms.ChoiceField(choices=choices, required=False, error_messages={"invalid_choice": error}, **kwargs)


def one_of(field, error, **kwargs):
    choices = getattr(ConsultationRequest, field).choices
    errors = {"required": error, "invalid_choice": error}
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=errors, **kwargs)


class ConsultationRequestForm(RequestForm):
    address = reverse_lazy("consultation")
    # The acknowledgement, too, needs the email address, so it is asked before.
    parts = [
        (
            "About you",
            ["asking_for", Revealed("someone", "if you're asking for someone else", "relation", "they_know"), "name"],
        ),
        (
            "How we reach you",
            [
                "contact_by",
                Revealed("number", "if you chose a call or text", "phone"),
                Revealed("call", "if you chose a call", "voicemail_ok"),
                Revealed("text", "if you chose text", "texts_ok"),
                "wants_acknowledgement",
                Revealed("email", "if you chose email, or want one", "email"),
                "best_times",
                "language",
                Revealed("language", "if you chose another language", "preferred_language"),
            ],
        ),
        ("Anything else", ["topic", "message", "is_adult", "understands_use"]),
    ]

    asking_for = one_of("AskingFor", "Choose who this is for", label="Who is this for?")
    relation = choice(RELATIONS, label=optional("Who are they?"))
    they_know = choice(
        [("yes", "Yes"), ("not_yet", "Not yet")],
        label=optional("Do they know you're asking?"),
        help_text="If they don't, we'll talk only with you.",
        widget=forms.RadioSelect,
    )
    name = PlainText(
        longest=120,
        label="Your name",
        help_text="What should we call you? A first name is fine.",
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": "Add a name. A first name is fine."},
    )
    contact_by = one_of("ContactBy", "Choose how we should reach you", label="How should we reach you?")
    phone = BareText(
        longest=40,
        label="Phone number",
        help_text="Include the area code.",
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    voicemail_ok = forms.BooleanField(label="It's OK to leave a voicemail", required=False)
    texts_ok = forms.BooleanField(
        label="It's OK to text me about this request",
        help_text="Texts aren't private, and your plan's message rates may apply. Reply STOP any time to end them.",
        required=False,
    )
    email = EmailAddress(
        longest=LONGEST,
        refuse=None,
        label="Email address",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    wants_acknowledgement = forms.BooleanField(
        label="Email me to say you got this", help_text="It won't mention your health.", required=False
    )
    best_times = forms.MultipleChoiceField(
        label=optional("When's a good time?"),
        choices=TIMES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = choice(LANGUAGES, label=optional("Which language would you like to speak?"))
    preferred_language = PlainText(longest=60, label="Which one?", required=False)
    topic = choice(TOPICS, label=optional("What would you like to talk about?"))
    message = PlainText(
        longest=1000,
        too_long=TELL_THE_REST,
        label=optional("Anything we should know before we call?"),
        help_text="You can save health details for the call. Up to 1,000 characters.",
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    is_adult = forms.BooleanField(
        label="I'm 18 or older",
        help_text="So is the person I'm asking for, if it's someone else.",
        error_messages={"required": "Check this box if you're 18 or older"},
    )
    understands_use = forms.BooleanField(
        label="I understand how you'll use my answers",
        help_text=format_html('Only to get in touch with you. See <a href="{}">Privacy</a>.', "/privacy/"),
        error_messages={"required": "Check this box to say you understand how we'll use your answers"},
    )

    def __init__(self, *args, offers_texts=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not offers_texts:
            contact_by = self.fields["contact_by"]
            contact_by.choices = [way for way in contact_by.choices if way[0] != ContactBy.TEXT]

    @property
    def numbers(self):
        """Nobody is asked about a number that they don't want to be called at."""
        return ["phone"] if self.cleaned_data.get("contact_by") in BY_PHONE else []

    def clean(self):
        answers = super().clean()
        chosen = answers.get("contact_by")
        if chosen in BY_PHONE and not answers.get("phone") and "phone" not in self.errors:
            self.add_error("phone", ADD_PHONE)
        if chosen == ContactBy.TEXT and not answers.get("texts_ok"):
            self.add_error("texts_ok", "Check this box so that we may text you, or choose Call or Email")
        if chosen == ContactBy.EMAIL and not answers.get("email") and "email" not in self.errors:
            self.add_error("email", ADD_EMAIL)
        if chosen in BY_PHONE:
            self.refuse_unreadable_number()
        if chosen == ContactBy.EMAIL:
            self.refuse_unreadable_email()
        if answers.get("wants_acknowledgement") and not answers.get("email") and "email" not in self.errors:
            self.add_error("email", "Add an email address, so that we can email you")
        return answers

    @property
    def answers(self):
        """What was answered, as fields of ConsultationRequest."""
        checked = self.cleaned_data
        kept = {name: checked[name] for name in KEPT_AS_THEY_ARE}
        return (
            kept
            | self.about_someone_else
            | {
                "texts_ok": checked["texts_ok"] and checked["contact_by"] == ContactBy.TEXT,
                "preferred_language": self.languages,
                "best_times": ", ".join(label for value, label in TIMES if value in checked["best_times"]),
                "topic": dict(TOPICS)[checked["topic"]] if checked["topic"] else "",
            }
        )

    @property
    def languages(self):
        """What was typed is kept, even beside a language of the list."""
        chosen, typed = self.cleaned_data["language"], self.cleaned_data["preferred_language"]
        if chosen == ANOTHER_LANGUAGE and not typed:
            return "Another language"
        return ", ".join(filter(None, [STORED_LANGUAGES.get(chosen), typed]))

    @property
    def about_someone_else(self):
        """Who asks for themselves may have answered before they chose so."""
        checked = self.cleaned_data
        if checked["asking_for"] != ConsultationRequest.AskingFor.SOMEONE_ELSE:
            return {"relation": "", "they_know": ""}
        return {name: dict(self.fields[name].choices)[checked[name]] if checked[name] else "" for name in SOMEONE_ELSE}


SOMEONE_ELSE = ["relation", "they_know"]
KEPT_AS_THEY_ARE = [
    "asking_for",
    "name",
    "contact_by",
    "phone",
    "voicemail_ok",
    "email",
    "wants_acknowledgement",
    "message",
]
