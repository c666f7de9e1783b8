"""Signals to the guards in content/publishing. A receiver refuses by raising an error."""

from django.dispatch import Signal

page_saving = Signal()  # page, update_fields: before any save
page_publishing = Signal()  # revision, user: before a revision goes live; user is None for the schedule
source_publishing = Signal()  # source, revision, user
