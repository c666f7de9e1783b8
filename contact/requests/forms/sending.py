"""What all forms for visitors share: the layout, the signs of spam, and a key, so that sending twice stores once."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms

from contact.clinic.email_addresses import ADD_EMAIL, is_address
from contact.clinic.email_slips import suggestion
from contact.clinic.plain_text import PlainText
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.danger_words import danger_phrases
from contact.requests.forms.layout import Part
from contact.requests.forms.phone_questions import NO_NUMBER, has_letters, may_be_number, questions_about
from contact.requests.forms.soft_questions import SoftQuestion, SoftQuestionsMixin
from contact.requests.intake import FREE_TEXTS
from contact.requests.states import NOUNS, Kind
from contact.requests.submission_checks import spam_reason, time_stamp

ADD_PHONE = "Add a phone number with the area code, like 207-555-0142"
CHANGE_AND_SEND, KEEP_AND_SEND = "Yes, change it and send", "No, send it as it is"
TELL_THE_REST = "Shorten it, or tell us the rest on the call."


class FormKey(forms.UUIDField):
    """Hidden from visitors, who could not correct it, so an invalid key is treated as missing."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError:
            return None


class RequestForm(SoftQuestionsMixin, forms.Form):
    """A form whose `answers` become a ConsultationRequest."""

    use_required_attribute = False
    kind = Kind.CONSULTATION
    button = "Send"
    # The cards of the form: the title of each, and the names of its fields or what lays them out.
    parts = []
    # The fields that may hold an email address.
    asked_about_slips = ["email"]
    # The fields that may hold a phone or fax number.
    numbers = ["phone"]

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
        self.helper = FormHelper()
        self.helper.form_action = self.address
        self.helper.attrs = {"novalidate": True}
        self.helper.layout = Layout(
            "submission_key",
            "opened",
            *[
                Part(title, *fields, place=f"{number} of {len(self.parts)}")
                for number, (title, fields) in enumerate(self.parts, 1)
            ],
            Field("subject", template="clinic/honeypot.html"),
            Submit("send", self.button),
        )

    def clean_submission_key(self):
        return self.cleaned_data["submission_key"] or uuid.uuid4()

    def spam_reason_after(self, reference):
        """Why this may be spam, as a ConsultationRequest.QuarantineReason; "" for no reason.

        Somebody who goes back to a submitted form (`reference`) finds it filled in and may be quick.
        """
        reason = spam_reason(left_blank=self.cleaned_data["subject"], stamp=self.cleaned_data["opened"])
        return "" if reference and reason == ConsultationRequest.QuarantineReason.TOO_FAST else reason

    @property
    def noun(self):
        return NOUNS[self.kind]

    @property
    def may_be_in_danger(self):
        return bool(danger_phrases(self.cleaned_data.get(name) or "" for name in FREE_TEXTS))

    def soft_questions(self):
        for field in self.asked_about_slips:
            if meant := suggestion(self.cleaned_data.get(field, "")):
                words = f"Did you mean {meant}?"
                yield SoftQuestion(field, words, KEEP_AND_SEND, suggestion=meant, take=CHANGE_AND_SEND)
        yield from questions_about(self.numbers, self.cleaned_data)

    # An answer that no one can be reached by is refused where it is the only way. Elsewhere it is kept as typed, for
    # staff: it must not hold up the rest.

    def refuse_unreadable_number(self, name="phone", words=ADD_PHONE):
        number = self.cleaned_data.get(name)
        if number and not may_be_number(number):
            self.add_error(name, NO_NUMBER if has_letters(number) else words)

    def refuse_unreadable_email(self):
        email = self.cleaned_data.get("email")
        if email and not is_address(email) and not (self.is_open("email") and suggestion(email)):
            self.add_error("email", ADD_EMAIL)

    def must_not_wait(self):
        """Nobody in danger is held up by a question about a typing slip."""
        return self.may_be_in_danger

    @property
    def answers(self):
        """What was answered, as fields of ConsultationRequest."""
        raise NotImplementedError
