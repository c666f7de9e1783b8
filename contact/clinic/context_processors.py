"""Clinic details and crisis help for every template."""

from django.db import Error
from django.utils.functional import SimpleLazyObject

from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.crisis_help import CrisisHelp

# What this process read last, for when the database fails: that is when visitors need the phone number most.
last_read = {}


def clinic_details(request):
    """`clinic` and `crisis_help`, read from the database on first use."""
    return {
        "clinic": SimpleLazyObject(lambda: read_by_view(request) or as_far_as_known(ClinicDetails, request)),
        "crisis_help": SimpleLazyObject(lambda: as_far_as_known(CrisisHelp, request)),
    }


def clinic_for(request):
    """The details for a view that needs them itself; its template does not read them again."""
    request.clinic_details = as_far_as_known(ClinicDetails, request)
    return request.clinic_details


def read_by_view(request):
    return getattr(request, "clinic_details", None)


def as_far_as_known(model, request=None):
    """The row; if the database fails, the row as last read, or its defaults. Tried only once per request."""
    if not getattr(request, "database_failed", False):
        try:
            row = model.current()
            row.read_related()
        except Error:
            if request:
                request.database_failed = True
        else:
            last_read[model] = row
            return row
    return last_read.get(model) or model.unread()
