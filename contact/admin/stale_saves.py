"""Two people at one request: whoever saves second is told what changed, and keeps what was typed."""

from contact.requests.request_event import RequestEvent
from contact.whole_numbers import whole_number

Kind = RequestEvent.Kind
CHANGES = [Kind.MOVED, Kind.ASSIGNED, Kind.NOTE_ADDED, Kind.CONTACT_ATTEMPTED]
KEPT_WORDS = "Somebody else changed this request while you were writing. Your words are still below: send them again."


def last_seen(consultation_request):
    """How far along its chain of events a page shows the request."""
    return consultation_request.events().order_by("-sequence").values_list("sequence", flat=True).first() or 0


def seen_in(request):
    """What the page that was posted from had shown; None where it did not say."""
    return whole_number(request.POST.get("seen"))


def changes_since(consultation_request, seen):
    if seen is None:
        return RequestEvent.objects.none()
    return consultation_request.events().filter(sequence__gt=seen, kind__in=CHANGES).order_by("sequence")


def changes_by_others(consultation_request, seen, user):
    return changes_since(consultation_request, seen).exclude(actor_id=user.pk)
