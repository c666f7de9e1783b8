"""How many requests each tab of the list holds."""

from django.db.models import Count

from contact.requests.consultation_request import ConsultationRequest

State = ConsultationRequest.State


def counts_for(user, now):
    """Three queries, whatever the number of requests: one pass over an index, and two over the open ones."""
    requests = ConsultationRequest.objects.order_by()
    rows = requests.values_list("in_quarantine", "state").annotate(number=Count("pk"))
    real, suspected = dict.fromkeys(State.values, 0), dict.fromkeys(State.values, 0)
    for in_quarantine, state, number in rows:
        (suspected if in_quarantine else real)[state] = number
    return {
        "open": sum(real.values()) - real[State.CLOSED],
        "new": real[State.NEW],
        "mine": requests.open().filter(assigned_to=user).count(),
        "waiting": real[State.NEW] + real[State.IN_REVIEW],
        "overdue": requests.overdue(now).count(),
        "booked": real[State.BOOKED],
        "closed": real[State.CLOSED] + suspected[State.CLOSED],
        "quarantine": sum(suspected.values()) - suspected[State.CLOSED],
        "all": sum(real.values()) + sum(suspected.values()),
    }
