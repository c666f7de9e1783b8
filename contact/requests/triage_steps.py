"""What staff do with a request: each step is written down, and none overwrites what a colleague did meanwhile."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from contact.requests.access_log import RequestEvent
from contact.requests.due_times import due_time, promise_after_move
from contact.requests.states import OUTCOMES_ONLY_FROM, MoveNotAllowed, StaleRequest, State


class TriageSteps:
    """Of a ConsultationRequest. `version` is the one that staff saw; StaleRequest if it is not the current one."""

    def move_to(self, state, by, version, outcome=""):
        """Raises MoveNotAllowed for a move that its kind lacks, StaleRequest if `version` is not the current one."""
        if state not in self.possible_moves:
            raise MoveNotAllowed(f"A request that is {self.get_state_display().lower()} cannot become {state}.")
        closing = state == State.CLOSED
        if closing:
            self._refuse_outcome(outcome)
        came_from = self.state
        with transaction.atomic():
            self._change(
                version,
                state=state,
                outcome=outcome if closing else "",
                closed_at=timezone.now() if closing else None,
                **promise_after_move(self, state),
            )
            self._record(RequestEvent.Kind.MOVED, by, came_from=came_from, to=state)

    def _refuse_outcome(self, outcome):
        if outcome not in self.Outcome.values:
            raise MoveNotAllowed("Choose how it ended before you close it.")
        label = self.Outcome(outcome).label
        if outcome not in self.outcomes_of(self.kind):
            raise MoveNotAllowed(f"Choose another outcome: “{label.lower()}” doesn't fit a {self.noun}.")
        if outcome not in self.possible_outcomes:
            states = " or ".join(State(state).label.lower() for state in OUTCOMES_ONLY_FROM[outcome])
            raise MoveNotAllowed(
                f"“{label}” fits a {self.noun} that is {states}. This one is {self.get_state_display().lower()}."
            )

    def leave_quarantine(self, by, version):
        with transaction.atomic():
            self._change(version, in_quarantine=False, quarantine_reason="", due_at=due_time(self))
            self._record(RequestEvent.Kind.MOVED, by, came_from="quarantine", to=self.state)

    def show_to(self, user, kind=RequestEvent.Kind.VIEWED):
        """Records that `user` opened it, or printed it."""
        with transaction.atomic():
            if self.first_opened_at is None:
                self.first_opened_at = timezone.now()
                unopened = type(self).objects.filter(pk=self.pk, first_opened_at=None)
                unopened.update(first_opened_at=self.first_opened_at)
            self._record(kind, user)

    def mark(self, is_marked, reason, by, version):
        """To be read first, or no longer. The `reason` is kept as a note."""
        if is_marked == self.is_marked:
            raise MoveNotAllowed("It is to be read first already." if is_marked else "It isn't to be read first.")
        kind = RequestEvent.Kind.MARKED if is_marked else RequestEvent.Kind.UNMARKED
        with transaction.atomic():
            self._change(version, priority=self.Priority.HIGH if is_marked else self.Priority.NORMAL)
            self.notes.create(text=reason, author=by, about=kind)
            self._record(kind, by)

    def assign_to(self, user, by, version):
        with transaction.atomic():
            self._change(version, assigned_to=user)
            self._record(RequestEvent.Kind.ASSIGNED, by, to=user.pk if user else None)

    def unassign(self, version):
        """Because its assignee has done nothing with it for too long."""
        with transaction.atomic():
            self._change(version, assigned_to=None)
            self._record(RequestEvent.Kind.GIVEN_BACK, None)

    def note_down(self, text, by):
        with transaction.atomic():
            note = self.notes.create(text=text, author=by)
            self._record(RequestEvent.Kind.NOTE_ADDED, by)
        return note

    def attempt_contact(self, by, channel, result, text=""):
        with transaction.atomic():
            attempt = self.contact_attempts.create(channel=channel, result=result, text=text, author=by)
            self._record(RequestEvent.Kind.CONTACT_ATTEMPTED, by, channel=channel)
        return attempt

    def events(self):
        return RequestEvent.objects.filter(reference=self.reference)

    def _record(self, kind, actor, **detail):
        RequestEvent.objects.record(kind, self.reference, actor=actor, **detail)

    def _change(self, version, **fields):
        if version is None:
            raise StaleRequest("The page did not say how this request stood when you opened it.")
        rows = type(self).objects.filter(pk=self.pk, state=self.state, version=version)
        if not rows.update(version=F("version") + 1, **fields):
            raise StaleRequest("Somebody else changed this request after you opened it.")
        self.refresh_from_db(fields=["version", *fields])
