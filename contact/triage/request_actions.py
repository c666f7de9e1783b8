"""What staff do to requests: by the buttons on the page of one, or to all that are selected in the list.

A button saves its change and what was typed in one transaction. An action is done to all selected requests or to none.
"""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, ActionForm
from django.db import transaction
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from contact.requests.consultation_request import ConsultationRequest
from contact.requests.intake import accept_as_real, mark_to_be_read_first
from contact.requests.states import MOVE_LABELS, AlreadyDeleted, MoveNotAllowed, StaleRequest
from contact.triage.edit_conflicts import KEPT_WORDS, changes_by_others, changes_since, posted_integer, seen_in
from contact.triage.unsaved_input import UnsavedInput, or_deleted_page

CONFLICT, UNPROCESSABLE = 409, 422
WHICH_STEP = "Choose what to do next with this request."
post_only = method_decorator([require_POST, sensitive_post_parameters()])


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


class RequestActions(admin.ModelAdmin):
    def get_urls(self):
        own = [
            ("move", self.move_view),
            ("assign", self.assign_view),
            ("real", self.real_view),
            ("note", self.note_view),
            ("attempt", self.attempt_view),
            ("mark", self.mark_view),
            ("unmark", self.unmark_view),
        ]
        return self.own_urls((f"<int:pk>/{name}/", view, name) for name, view in own) + super().get_urls()

    @post_only
    @or_deleted_page
    def move_view(self, request, pk):
        consultation_request = self.get_object_or_refuse(request, pk, to_change=True)
        form = MoveForm(request.POST)
        if not form.is_valid():
            [error, *_] = next(iter(form.errors.values()))
            messages.error(request, error)
            return self.page(request, consultation_request, UNPROCESSABLE, UnsavedInput(request.POST))
        move = partial(consultation_request.move_to, version=version_in(request), **form.cleaned_data)
        return self.perform(request, consultation_request, move)

    @post_only
    @or_deleted_page
    def assign_view(self, request, pk):
        consultation_request = self.get_object_or_refuse(request, pk, to_change=True)
        assign = partial(consultation_request.assign_to, request.user, version=version_in(request))
        return self.perform(request, consultation_request, assign)

    @post_only
    @or_deleted_page
    def real_view(self, request, pk):
        consultation_request = self.get_object_or_refuse(request, pk, to_change=True)
        take = partial(accept_as_real, consultation_request, version=version_in(request))
        return self.perform(request, consultation_request, take)

    @post_only
    @or_deleted_page
    def note_view(self, request, pk):
        return self.perform(request, self.get_object_or_refuse(request, pk, to_change=True), required="note")

    @post_only
    @or_deleted_page
    def attempt_view(self, request, pk):
        return self.perform(request, self.get_object_or_refuse(request, pk, to_change=True), required="attempt")

    @post_only
    @or_deleted_page
    def mark_view(self, request, pk):
        consultation_request = self.get_object_or_refuse(request, pk, to_change=True)
        mark = partial(mark_to_be_read_first, consultation_request, **reason_and_version(request))
        return self.perform(request, consultation_request, mark, required="mark")

    @post_only
    @or_deleted_page
    def unmark_view(self, request, pk):
        consultation_request = self.get_object_or_refuse(request, pk, to_change=True)
        unmark = partial(consultation_request.mark, False, **reason_and_version(request))
        return self.perform(request, consultation_request, unmark, required="mark")

    def perform(self, request, consultation_request, change=None, required=""):
        unsaved = UnsavedInput(request.POST, required)
        if not unsaved.is_valid():
            messages.error(request, not_saved_yet(unsaved.errors()))
            return self.page(request, consultation_request, UNPROCESSABLE, unsaved)
        changes = changes_by_others(consultation_request, seen_in(request), request.user)
        if unsaved.started and changes:
            messages.warning(request, KEPT_WORDS)
            return self.page(request, consultation_request, CONFLICT, unsaved, changes=changes)
        try:
            save_together(consultation_request, unsaved, change, by=request.user)
        except StaleRequest as stale:
            return self.changed_meanwhile(request, consultation_request.pk, stale, unsaved)
        except MoveNotAllowed as refused:
            messages.error(request, str(refused))
            return self.page(request, consultation_request, UNPROCESSABLE, unsaved)
        return redirect("admin:contact_consultationrequest_change", consultation_request.pk)

    def changed_meanwhile(self, request, pk, stale, unsaved):
        consultation_request = ConsultationRequest.objects.filter(pk=pk).first()
        if consultation_request is None:
            raise AlreadyDeleted
        messages.warning(request, f"{stale} Look at it again, then decide.")
        changes = changes_since(consultation_request, seen_in(request))
        return self.page(request, consultation_request, CONFLICT, unsaved, changes=changes)


@transaction.atomic
def save_together(consultation_request, unsaved, change, by):
    if not ConsultationRequest.objects.lock([consultation_request.pk]):
        raise AlreadyDeleted
    unsaved.save(consultation_request, by)
    if change:
        change(by=by)


def not_saved_yet(errors):
    links = format_html_join(", ", '<a href="#{}">{}</a>', errors)
    return format_html("Nothing is saved or changed yet: {}. Then press the button again.", links)


def version_in(request):
    return posted_integer(request.POST.get("version"))


def reason_and_version(request):
    return {"reason": request.POST.get("reason", "").strip(), "version": version_in(request)}


# -- actions on the selected requests of the list


class BulkActionForm(ActionForm):
    action = forms.ChoiceField(label="With the chosen")
    outcome = forms.ChoiceField(
        label="How it ended, to close",
        choices=[("", "Choose"), *ConsultationRequest.Outcome.choices],
        required=False,
    )


def version_name(pk):
    """The field of the list with the version of the request that it shows."""
    return f"version_{pk}"


def move(state):
    """An action that moves every selected request to `state`."""

    @admin.action(description=MOVE_LABELS[state], permissions=["change"])
    def action(model_admin, request, queryset):
        do_to_all(request, lambda one: partial(one.move_to, state))

    action.__name__ = f"move_to_{state}"
    return action


@admin.action(description="Assign to me", permissions=["change"])
def assign_to_me(model_admin, request, queryset):
    do_to_all(request, lambda one: partial(one.assign_to, request.user))


@admin.action(description="Close", permissions=["change"])
def close(model_admin, request, queryset):
    outcome = request.POST.get("outcome", "")
    do_to_all(request, lambda one: partial(one.move_to, "closed", outcome=outcome))


@admin.action(description="These are real requests", permissions=["change"])
def take_all_for_real(model_admin, request, queryset):
    do_to_all(request, lambda one: partial(accept_as_real, one))


BULK_ACTIONS = [assign_to_me, *map(move, MOVE_LABELS), close]


def do_to_all(request, what):
    """Ignores the queryset of the tab, which lacks selected requests that a colleague has moved meanwhile."""
    chosen = {posted_integer(pk) for pk in request.POST.getlist(ACTION_CHECKBOX_NAME)}
    with transaction.atomic():
        requests = ConsultationRequest.objects.lock(chosen - {None})
        refusals = [refusal for one in requests if (refusal := refusal_of(request, one, what(one)))]
        if len(requests) < len(chosen):
            refusals.append("Not all of them are here any more.")
        if refusals:
            transaction.set_rollback(True)
    if refusals:
        messages.error(request, f"Nothing was changed. {' '.join(refusals)}")
    else:
        messages.success(request, f"Done for {len(requests)} request{'' if len(requests) == 1 else 's'}.")


def refusal_of(request, consultation_request, do):
    version = posted_integer(request.POST.get(version_name(consultation_request.pk)))
    try:
        do(by=request.user, version=version)
    except (StaleRequest, MoveNotAllowed) as refused:
        return f"{consultation_request.reference}: {refused}"
    return ""
