from . import clinic, consultation_request, outbox, records, reply_templates, retention  # noqa: F401
