"""What is written down when many requests are looked at together."""

from contact.requests.request_event import RequestEvent


def record_many(kind, actor, consultation_requests):
    """One event for a whole page of requests, on the chain that they share."""
    references = [one.reference for one in consultation_requests]
    RequestEvent.objects.record(kind, actor=actor, references=references)
