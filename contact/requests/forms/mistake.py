"""The form that reports a mistake on a page. Nobody has to say who they are."""

from django import forms
from django.core.validators import validate_email
from django.urls import reverse_lazy

from contact.requests.forms.layout import optional
from contact.requests.forms.phone_questions import may_be_number
from contact.requests.forms.sending import PlainText, RequestForm
from contact.requests.states import Kind

NO_REPLY_TO = "Add an email address, like name@example.com, or a phone number with the area code"


def is_email_address(typed):
    try:
        validate_email(typed)
    except forms.ValidationError:
        return False
    return True


class ReportMistakeForm(RequestForm):
    kind = Kind.MISTAKE
    address = reverse_lazy("report_mistake")
    button = "Send report"
    numbers = ["reply_to"]
    parts = [("", ["about_page", "message", "reply_to"])]

    about_page = PlainText(
        longest=200,
        label="Which page is it on?",
        help_text="Its title or its address.",
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Tell us which page it's on. The title is enough."},
    )
    message = PlainText(
        longest=1000,
        label="What's wrong?",
        help_text="Up to 1,000 characters. Leave out anything about your own health.",
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Tell us what's wrong"},
    )
    reply_to = PlainText(
        longest=254,
        label=optional("Email address or phone number"),
        help_text="Only if we may ask you about it.",
        required=False,
        widget=forms.TextInput({"autocomplete": "email"}),
    )

    def clean_reply_to(self):
        typed = self.cleaned_data["reply_to"]
        if typed and not may_be_number(typed) and not is_email_address(typed):
            raise forms.ValidationError(NO_REPLY_TO)
        return typed

    @property
    def answers(self):
        checked = self.cleaned_data
        reply_to = checked["reply_to"]
        by_email = is_email_address(reply_to)
        return {
            "kind": self.kind,
            "about_page": checked["about_page"],
            "message": checked["message"],
            "email": reply_to if by_email else "",
            "phone": "" if by_email else reply_to,
        }
