from django import forms

from contact.requests.consultation_request import ConsultationRequest
from contact.requests.notes import ContactAttempt

WHICH_STEP = "Choose what to do next with this request."


class SearchForm(forms.Form):
    words = forms.CharField(label="Find by whole name, phone, email or reference", max_length=200, strip=True)


class StepForm(forms.Form):
    step = forms.ChoiceField(choices=[("assign", ""), ("in_review", "")])


class MoveForm(forms.Form):
    state = forms.ChoiceField(
        choices=ConsultationRequest.State,
        error_messages={"required": WHICH_STEP, "invalid_choice": WHICH_STEP},
    )
    outcome = forms.ChoiceField(
        choices=[("", ""), *ConsultationRequest.Outcome.choices],
        required=False,
        error_messages={"invalid_choice": "Choose how it ended before you close it."},
    )


class NoteForm(forms.Form):
    use_required_attribute = False

    text = forms.CharField(
        label="Note",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Write the note first"},
    )


class ContactAttemptForm(forms.Form):
    use_required_attribute = False

    channel = forms.ChoiceField(label="How", choices=ContactAttempt.Channel, initial=ContactAttempt.Channel.CALL)
    result = forms.ChoiceField(
        label="Result",
        choices=[("", "Choose"), *ContactAttempt.Result.choices],
        error_messages={"required": "Choose how it went"},
    )
    details = forms.CharField(label="Details", max_length=1000, required=False)
