"""When the reply to a request is due, by its state and by how long it has waited."""

from django.utils import timezone

from contact.clinic.calendar_changes import current_reply_time
from contact.requests.states import AWAITING_REPLY, Kind


def due_time(consultation_request, reply_time=None):
    """None where nobody awaits a reply or none is promised."""
    if not consultation_request.awaits_reply or consultation_request.kind == Kind.MISTAKE:
        return None
    return (reply_time or current_reply_time()).due_at(consultation_request.waits_since)


def promise_after_move(consultation_request, state):
    """The fields that a move to `state` changes: an answer ends the promise, and what is taken up again starts it."""
    if state not in AWAITING_REPLY or consultation_request.kind == Kind.MISTAKE:
        return {"due_at": None}
    if consultation_request.awaits_reply:
        return {}
    reply_time, now = current_reply_time(), timezone.now()
    first_due = reply_time.due_at(consultation_request.waits_since)
    # "Contacted" by mistake and put back: the visitor still counts on what was said.
    if first_due and first_due > now:
        return {"due_at": first_due}
    return {"due_at": reply_time.due_at(now), "reopened_at": now, "told_due_at": None}


def why_no_due_time(consultation_request, reply_time):
    """Why a request that awaits a reply is due never; "" if it is due, or if nothing is promised."""
    if not consultation_request.awaits_reply or consultation_request.kind == Kind.MISTAKE:
        return ""
    return reply_time.why_none(consultation_request.waits_since)
