"""What contact takes from the rest of the project, as dotted paths in settings.CONTACT: it imports no other app."""

from django.conf import settings
from django.utils.module_loading import import_string


def __getattr__(name):
    try:
        path = settings.CONTACT[name]
    except KeyError as error:
        raise AttributeError(f"settings.CONTACT has no {name}") from error
    return import_string(path)
