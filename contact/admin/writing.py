"""What staff type on the page of a request. It is kept with whichever button they press, or given back to them."""

from contact.admin.triage_forms import ContactAttemptForm, NoteForm

# What takes time to write; choices are quickly made again.
WORDS = ["text", "details"]


class Writing:
    """A note and a contact attempt; either may be left blank, but for the one that `must_say` names."""

    def __init__(self, posted=None, must_say=""):
        self.note_form = read(NoteForm, "note", posted, must_say)
        self.attempt_form = read(ContactAttemptForm, "attempt", posted, must_say)
        self.begun = [form for form in (self.note_form, self.attempt_form) if form.is_bound]

    def is_valid(self):
        return all(form.is_valid() for form in self.begun)

    def faults(self):
        """Pairs of a field's id and what is wrong with it."""
        return [(form[name].id_for_label, error) for form in self.begun for name, [error, *_] in form.errors.items()]

    def typed(self):
        """Pairs of a field's label and the words in it, as they came."""
        fields = [form[name] for form in self.begun for name in WORDS if name in form.fields]
        return [(field.label, field.value()) for field in fields if field.value()]

    def keep(self, consultation_request, by):
        if self.note_form.is_bound:
            consultation_request.note_down(by=by, **self.note_form.cleaned_data)
        if self.attempt_form.is_bound:
            said = self.attempt_form.cleaned_data
            consultation_request.attempt_contact(by, said["channel"], said["result"], said["details"])


def read(form_class, name, posted, must_say):
    form = form_class(posted, auto_id=f"{name}_%s")
    return form if name == must_say or is_begun(form) else form_class(auto_id=f"{name}_%s")


def is_begun(form):
    """Whether anything was put into it; a field that was not sent is as it was."""
    return any(
        field.has_changed(field.initial, form.data.get(name, field.initial)) for name, field in form.fields.items()
    )
