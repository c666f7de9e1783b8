"""The kinds of request, their states, the moves between these, and why a change may be refused."""

from django.db import models


class Kind(models.TextChoices):
    CONSULTATION = "consultation", "Consultation"
    REFERRAL = "referral", "Referral"
    MISTAKE = "mistake", "Mistake on a page"


# In a sentence to whoever sent it.
NOUNS = {Kind.CONSULTATION: "request", Kind.REFERRAL: "referral", Kind.MISTAKE: "report"}


class State(models.TextChoices):
    NEW = "new", "New"
    IN_REVIEW = "in_review", "In review"
    CONTACTED = "contacted", "Contacted"
    BOOKED = "booked", "Booked"
    CLOSED = "closed", "Closed"


MOVES = {
    State.NEW: [State.IN_REVIEW, State.CONTACTED, State.BOOKED, State.CLOSED],
    State.IN_REVIEW: [State.CONTACTED, State.BOOKED, State.CLOSED, State.NEW],
    State.CONTACTED: [State.BOOKED, State.CLOSED, State.IN_REVIEW],
    State.BOOKED: [State.CLOSED, State.CONTACTED],
    State.CLOSED: [State.IN_REVIEW],
}
# Nobody is called or booked because of a typo. Whoever left an address is answered, and that is a contact attempt.
MOVES_OF_A_MISTAKE = {
    State.NEW: [State.IN_REVIEW, State.CLOSED],
    State.IN_REVIEW: [State.CLOSED, State.NEW],
    State.CLOSED: [State.IN_REVIEW],
}

# Outcomes that make sense only from some states: nobody fails to come who had no appointment.
OUTCOMES_ONLY_FROM = {
    "became_patient": [State.CONTACTED, State.BOOKED],
    "did_not_come": [State.BOOKED],
}

# On the buttons of staff. Closing has a form of its own, because it needs an outcome.
MOVE_LABELS = {
    State.IN_REVIEW: "Start review",
    State.CONTACTED: "Mark contacted",
    State.BOOKED: "Mark booked",
    State.NEW: "Put back to new",
}
AWAITING_REPLY = [State.NEW, State.IN_REVIEW]


def moves_from(state, kind):
    return (MOVES_OF_A_MISTAKE if kind == Kind.MISTAKE else MOVES).get(state, [])


class StaleRequest(Exception):
    """Somebody else has changed the request since it was opened."""


class AlreadyDeleted(Exception):
    """Somebody else has deleted the request; `is_fresh` if it still existed when the view began."""

    def __init__(self, is_fresh=True):
        super().__init__()
        self.is_fresh = is_fresh


class MoveNotAllowed(Exception):
    """The request cannot go from its state to the one asked for."""
