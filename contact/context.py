"""How the clinic is reached, for every template."""

from django.db import DatabaseError
from django.utils.functional import SimpleLazyObject

from contact.models import ClinicDetails, CrisisHelp


def clinic_details(request):
    """`clinic` and `crisis_help`, read when a template first asks; their defaults when the database cannot answer."""
    return {
        "clinic": SimpleLazyObject(lambda: current_or_default(ClinicDetails)),
        "crisis_help": SimpleLazyObject(lambda: current_or_default(CrisisHelp)),
    }


def current_or_default(model):
    try:
        return model.current()
    except DatabaseError:
        return model()
