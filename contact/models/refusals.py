"""Why a request is not changed as somebody asked."""


class StaleRequest(Exception):
    """Somebody else has changed the request since it was opened."""


class AlreadyDeleted(Exception):
    """Somebody else has deleted the request; `is_fresh` when it was still there as this piece of work began."""

    def __init__(self, is_fresh=True):
        super().__init__()
        self.is_fresh = is_fresh


class MoveNotAllowed(Exception):
    """The request cannot go from its state to the one asked for."""
