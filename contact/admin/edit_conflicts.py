"""Two people change the same settings: whoever saves second is told, instead of undoing what the first one did."""

import hashlib
import json

from django import forms
from django.contrib import admin
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.forms.models import model_to_dict

CHANGED = (
    "Somebody else changed this after you opened the page, so nothing is saved yet. What you typed is still below. "
    "Open the page in another tab to see what they changed. To keep yours, save again."
)


def fingerprint(row):
    """The same as long as nobody changes the row."""
    fields = json.dumps(model_to_dict(row), sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(fields.encode()).hexdigest()


class EditConflictForm(forms.ModelForm):
    as_opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.as_it_is = fingerprint(self.instance) if self.instance.pk else ""
        self.initial["as_opened"] = self.as_it_is

    def clean(self):
        as_opened = self.cleaned_data.get("as_opened")
        if as_opened and as_opened != self.as_it_is:
            # The second time they know.
            self.data = self.data.copy()
            self.data[self.add_prefix("as_opened")] = self.as_it_is
            raise forms.ValidationError(CHANGED)
        return super().clean()


class NoticesEditConflicts(admin.ModelAdmin):
    form = EditConflictForm

    def get_fieldsets(self, request, obj=None):
        """With the hidden field, which no list of fields names."""
        *others, (name, last) = super().get_fieldsets(request, obj)
        fields = [*last["fields"], *(["as_opened"] if "as_opened" not in last["fields"] else [])]
        return [*others, (name, last | {"fields": fields})]

    def get_queryset(self, request):
        """Whoever saves holds the row, from looking at it until it is stored."""
        rows = super().get_queryset(request)
        return rows.select_for_update() if request.method == "POST" and connection.in_atomic_block else rows
