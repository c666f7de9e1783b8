"""What all forms for visitors share: the layout, the signs of spam, and a key, so that sending twice stores once."""

import re
import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.core.validators import MaxLengthValidator

from contact.requests.consultation_request import ConsultationRequest
from contact.requests.forms.layout import Part
from contact.requests.forms.phone_questions import NO_NUMBER, has_letters, may_be_number, questions_about
from contact.requests.forms.soft_questions import SoftQuestionsMixin
from contact.requests.states import NOUNS, Kind
from contact.requests.submission_checks import may_be_in_danger, spam_reason, time_stamp

CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ADD_PHONE = "Add a phone number with the area code, like 207-555-0142"
ADD_EMAIL = "Add an email address, like name@example.com"
TELL_THE_REST = "Shorten it, or tell us the rest on the call."


class PlainText(forms.CharField):
    """Drops control characters. Reports a text that is too long instead of letting the browser truncate it."""

    def __init__(self, *, longest=None, too_long="Shorten it.", **kwargs):
        error = f"That's a little long (over {longest:,} characters). {too_long}" if longest else ""
        limits = [MaxLengthValidator(longest, error)] if longest else []
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


class RequestForm(SoftQuestionsMixin, forms.Form):
    """A form whose `answers` become a ConsultationRequest."""

    use_required_attribute = False
    kind = Kind.CONSULTATION
    button = "Send"
    # The cards of the form: the title of each, and the names of its fields or what lays them out.
    parts = []
    # The fields in which words of danger are looked for.
    read_for_danger = ["message"]
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
        if "email" in self.fields:
            self.fields["email"].widget.attrs.pop("maxlength", None)
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

    def clean_phone(self):
        """Kept as typed, with the words around it. Only what holds no number at all is refused."""
        return self.checked_number("phone", ADD_PHONE)

    def checked_number(self, name, error):
        typed = self.cleaned_data[name]
        if typed and not may_be_number(typed):
            raise forms.ValidationError(NO_NUMBER if has_letters(typed) else error)
        return typed

    def soft_questions(self):
        yield from super().soft_questions()
        yield from questions_about(self.numbers, self.cleaned_data)

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
        return may_be_in_danger(*(self.cleaned_data.get(field, "") for field in self.read_for_danger))

    def must_not_wait(self):
        """Nobody in danger is held up by a question about a typing slip."""
        return self.may_be_in_danger

    @property
    def answers(self):
        """What was answered, as fields of ConsultationRequest."""
        raise NotImplementedError
