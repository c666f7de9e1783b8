"""The form that reports a mistake on a page. Nobody has to say who they are."""

from django import forms
from django.urls import reverse_lazy

from contact.clinic.email_addresses import is_address, trimmed
from contact.clinic.plain_text import BareText, PlainText
from contact.requests.forms.layout import optional
from contact.requests.forms.sending import RequestForm
from contact.requests.states import Kind


class ReportMistakeForm(RequestForm):
    kind = Kind.MISTAKE
    address = reverse_lazy("report_mistake")
    button = "Send report"
    asked_about_slips = ["reply_to"]
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
    reply_to = BareText(
        longest=254,
        label=optional("Email address or phone number"),
        help_text="Only if we may ask you about it.",
        required=False,
        widget=forms.TextInput({"autocomplete": "email"}),
    )

    def clean_reply_to(self):
        """Whatever it is, it's kept: nobody has to say how to be reached, so nothing there holds up the report."""
        typed = self.cleaned_data["reply_to"]
        address = trimmed(typed)
        return address if is_address(address) else typed

    @property
    def answers(self):
        checked = self.cleaned_data
        reply_to = checked["reply_to"]
        by_email = "@" in reply_to
        return {
            "kind": self.kind,
            "about_page": checked["about_page"],
            "message": checked["message"],
            "email": reply_to if by_email else "",
            "phone": "" if by_email else reply_to,
        }
