"""Signals to the guards in content/publishing. A receiver refuses by raising an error."""

from django.core.exceptions import ImproperlyConfigured
from django.dispatch import Signal


class GuardSignal(Signal):
    def send(self, sender, **named):
        """Raises an error while no guard is connected, so that nothing can be published unguarded."""
        if not self.has_listeners(sender):
            raise ImproperlyConfigured("No guard of publishing is connected.")
        return super().send(sender, **named)


page_saving = GuardSignal()  # page, update_fields: before any save
page_publishing = GuardSignal()  # action: before its object goes live; its user is None for the schedule
record_publishing = GuardSignal()  # record (a source or a record of the clinic), revision, user
