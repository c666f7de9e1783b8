"""Actions on the selected requests of the list: on all of them, or on none."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, ActionForm
from django.db import transaction

from contact.requests.consultation_request import ConsultationRequest
from contact.requests.intake import accept_as_real
from contact.requests.states import MOVE_LABELS, MoveNotAllowed, StaleRequest
from contact.triage.edit_conflicts import posted_integer


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
