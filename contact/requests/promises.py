"""Due times follow the clinic's calendar: when it changes, that of every request that awaits a reply is computed anew.

At once, by a signal; and every minute by the worker, for what reached the database another way.
"""

from collections import defaultdict
from functools import partial

from django.db import connection, transaction

from contact.clinic.calendar_changes import calendar_changed, current_reply_time
from contact.requests.access_log import RequestEvent
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.due_times import due_time

# A transaction that holds these chains should last less than a second.
AT_ONCE = 500
NEEDED = ["reference", "kind", "state", "received_at", "reopened_at", "due_at"]


def follow_calendar(changed=(), pks=None):
    """Returns how many due times moved. `changed` names what of the calendar did, for their events."""
    forget_answered()
    reply_time = current_reply_time()
    # What was promised before stays promised, until the clinic takes its reply time back.
    if reply_time.days is None and "reply time" not in changed:
        return 0
    waiting = ConsultationRequest.objects.awaiting_reply().order_by().only(*NEEDED)
    if pks is not None:
        waiting = waiting.filter(pk__in=pks)
    behind = sorted(one.pk for one in waiting if one.due_at != due_time(one, reply_time))
    chunks = (behind[start : start + AT_ONCE] for start in range(0, len(behind), AT_ONCE))
    return sum(move_due_times(chunk, changed) for chunk in chunks)


def forget_answered():
    """While an update goes on, a process of the release before moves requests without blanking what was due."""
    ConsultationRequest.objects.answered().filter(due_at__isnull=False).update(due_at=None)


@transaction.atomic
def move_due_times(pks, changed):
    """Leaves the version alone: whoever has one of them open may go on.

    Reads the calendar while the requests are locked: of two people who change it at once, the last sees both changes.
    """
    held = ConsultationRequest.objects.awaiting_reply().only(*NEEDED).lock(pks)
    reply_time, references = current_reply_time(), defaultdict(list)
    for one in held:
        due_at = due_time(one, reply_time)
        if one.due_at != due_at:
            references[due_at].append(one.reference)
    for due_at, moved in references.items():
        ConsultationRequest.objects.filter(reference__in=moved).update(due_at=due_at)
        RequestEvent.objects.record_each(RequestEvent.Kind.DUE_TIME_CHANGED, moved, changed=list(changed))
    return sum(map(len, references.values()))


def follow_calendar_meanwhile(consultation_request):
    """For a request that is stored while somebody changes the calendar: neither transaction sees the other.

    SQLite has one writer at a time.
    """
    if connection.features.has_select_for_update:
        transaction.on_commit(partial(follow_calendar, pks=[consultation_request.pk]), robust=True)


def on_calendar_changed(sender, changed, **kwargs):
    follow_calendar(changed)
    if connection.in_atomic_block:
        transaction.on_commit(partial(follow_calendar, changed), robust=True)


def connect_signals():
    calendar_changed.connect(on_calendar_changed, dispatch_uid="due_times_follow")
