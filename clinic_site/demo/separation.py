"""Keeps the sample clinic and a real one apart: which of them a database holds, and by which settings it is served."""

from django.apps import apps
from django.conf import settings
from django.db import Error, connection

from clinic_site.models import DemoMark

# A row in any of these is work of a real clinic, unless load_demo made it.
REAL_THINGS = [
    "auth.User",
    "contact.ClinicDetails",
    "contact.Location",
    "contact.ConsultationRequest",
    "contact.RequestEvent",
]
IS_DEMO = (
    "This database holds the sample clinic of “script/serve --demo”, so nothing else may serve it: "
    "choose another DATA_DIR or DATABASE_URL."
)
IS_REAL = (
    "This database holds a clinic of its own, so the sample clinic is not loaded into it: choose another DATA_DIR."
)


def fault():
    """Why this database may not be served with these settings, in a sentence; "" where it may."""
    if is_marked():
        return "" if settings.DEMO else IS_DEMO
    return IS_REAL if settings.DEMO and holds_a_clinic() else ""


def fault_if_readable():
    """The same for a server that starts: a database that does not answer yet is no reason to stay away."""
    try:
        return fault()
    except Error:
        return ""


def is_marked():
    return has_rows(DemoMark)


def holds_a_clinic():
    return any(has_rows(apps.get_model(label)) for label in REAL_THINGS)


def has_rows(model):
    """Asked of databases of any age, also before they are migrated."""
    return model._meta.db_table in connection.introspection.table_names() and model.objects.exists()
