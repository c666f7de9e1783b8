from . import clinic, consultation_request, records, reply_templates, retention  # noqa: F401
