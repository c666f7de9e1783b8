from . import clinic, consultation_request, records  # noqa: F401
