"""Two people change the same row or request: whoever saves second is told, and keeps what was typed."""

import hashlib
import json

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import connection
from django.forms.models import model_to_dict
from django.http import Http404

from contact.requests.access_log import RequestEvent

# The largest value of an integer column.
LARGEST = 2**31 - 1
CHANGED = (
    "Somebody else changed this after you opened the page, so nothing is saved yet. What you typed is still below. "
    "Open the page in another tab to see what they changed. To keep yours, save again."
)
Kind = RequestEvent.Kind
CHANGES = [Kind.MOVED, Kind.ASSIGNED, Kind.NOTE_ADDED, Kind.CONTACT_ATTEMPTED]
KEPT_WORDS = "Somebody else changed this request while you were writing. Your words are still below: send them again."


def posted_integer(posted):
    """A key or version from a request as a number, or None: anybody can post anything."""
    digits = str(posted or "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST))):
        return None
    return int(digits) if int(digits) <= LARGEST else None


def fingerprint(row, *more):
    """Changes whenever the row does, or what else is edited on its page."""
    fields = json.dumps([model_to_dict(row), *more], sort_keys=True, default=str)
    return hashlib.sha256(fields.encode()).hexdigest()


class EditConflictForm(forms.ModelForm):
    as_opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.as_it_is = self.as_stored() if self.instance.pk else ""
        self.initial["as_opened"] = self.as_it_is

    def as_stored(self):
        return fingerprint(self.instance)

    def clean(self):
        as_opened = self.cleaned_data.get("as_opened")
        if as_opened and as_opened != self.as_it_is:
            # Saving again overwrites the other change.
            self.data = self.data.copy()
            self.data[self.add_prefix("as_opened")] = self.as_it_is
            raise forms.ValidationError(CHANGED)
        return super().clean()


class EditConflictAdmin(admin.ModelAdmin):
    form = EditConflictForm

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Django redirects when the row is gone, and what was typed would be lost."""
        if request.method == "POST" and self.get_object(request, unquote(object_id)) is None:
            raise Http404("It was deleted meanwhile.")
        return super().change_view(request, object_id, form_url, extra_context)

    def get_fieldsets(self, request, obj=None):
        return self.with_hidden_field(super().get_fieldsets(request, obj))

    def with_hidden_field(self, fieldsets):
        *others, (name, last) = fieldsets
        fields = [*last["fields"], *(["as_opened"] if "as_opened" not in last["fields"] else [])]
        return [*others, (name, last | {"fields": fields})]

    def get_queryset(self, request):
        """Locks the row when saving, from the comparison until it is stored."""
        rows = super().get_queryset(request)
        return rows.select_for_update() if request.method == "POST" and connection.in_atomic_block else rows


def last_seen(consultation_request):
    """The last event that the page of the request shows."""
    return consultation_request.events().order_by("-sequence").values_list("sequence", flat=True).first() or 0


def seen_in(request):
    """The last event that the posting page showed, or None."""
    return posted_integer(request.POST.get("seen"))


def changes_since(consultation_request, seen):
    if seen is None:
        return RequestEvent.objects.none()
    return consultation_request.events().filter(sequence__gt=seen, kind__in=CHANGES).order_by("sequence")


def changes_by_others(consultation_request, seen, user):
    return changes_since(consultation_request, seen).exclude(actor_id=user.pk)
