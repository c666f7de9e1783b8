from . import clinic, consultation_request, records, retention  # noqa: F401
