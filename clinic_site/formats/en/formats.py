"""Dates in lists of the admin, as contact/clinic/humanize.py writes them elsewhere; records go back for years."""

DATE_FORMAT = "D, M j, Y"
DATETIME_FORMAT = "D, M j, Y, P"
TIME_FORMAT = "P"
