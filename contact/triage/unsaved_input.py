"""What staff type on the page of a request. Every button saves it, or it is shown again."""

from functools import wraps

from django import forms
from django.contrib import messages
from django.shortcuts import redirect

from contact.clinic.plain_text import PlainText
from contact.requests.notes import ContactAttempt
from contact.requests.states import AlreadyDeleted

# Text takes time to write; choices are quickly made again.
WORDS = ["text", "details"]
NOT_FOUND, CONFLICT = 404, 409


class NoteForm(forms.Form):
    use_required_attribute = False

    text = PlainText(
        label="Note",
        longest=4000,
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
    details = PlainText(label="Details", longest=1000, required=False)


class UnsavedInput:
    """A note and a contact attempt. Both may be blank except the one that `required` names."""

    def __init__(self, posted=None, required=""):
        self.note_form = bind_form(NoteForm, "note", posted, required)
        self.attempt_form = bind_form(ContactAttemptForm, "attempt", posted, required)
        self.started = [form for form in (self.note_form, self.attempt_form) if form.is_bound]

    def is_valid(self):
        return all(form.is_valid() for form in self.started)

    def errors(self):
        """Pairs of a field's id and its error."""
        return [(form[name].id_for_label, error) for form in self.started for name, [error, *_] in form.errors.items()]

    def typed(self):
        """Pairs of a field's label and its text, as posted."""
        fields = [form[name] for form in self.started for name in WORDS if name in form.fields]
        return [(field.label, field.value()) for field in fields if field.value()]

    def save(self, consultation_request, by):
        if self.note_form.is_bound:
            consultation_request.note_down(by=by, **self.note_form.cleaned_data)
        if self.attempt_form.is_bound:
            said = self.attempt_form.cleaned_data
            consultation_request.attempt_contact(by, said["channel"], said["result"], said["details"])


def bind_form(form_class, name, posted, required):
    form = form_class(posted, auto_id=f"{name}_%s")
    return form if name == required or has_input(form) else form_class(auto_id=f"{name}_%s")


def has_input(form):
    """Whether any field was filled in; a field that was not posted counts as unchanged."""
    return any(
        field.has_changed(field.initial, form.data.get(name, field.initial)) for name, field in form.fields.items()
    )


def or_deleted_page(view):
    """For views whose request may have been deleted, before they start or while they run."""

    @wraps(view)
    def looked_at(model_admin, request, *args, **kwargs):
        try:
            return view(model_admin, request, *args, **kwargs)
        except AlreadyDeleted as deleted:
            return deleted_page(model_admin, request, deleted.is_fresh)

    return looked_at


def deleted_page(model_admin, request, is_fresh):
    is_sent = request.method == "POST"
    typed = UnsavedInput(request.POST).typed() if is_sent else []
    if is_sent and is_fresh and not typed:
        messages.warning(request, "Somebody else deleted this request a moment ago.")
        return redirect("admin:contact_consultationrequest_changelist")
    title, status = "This request is no longer here", CONFLICT if is_sent else NOT_FOUND
    return model_admin.admin_page(request, "deleted_page", title, status, typed=typed, is_sent=is_sent)
