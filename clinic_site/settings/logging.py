"""What is written to the process log, which systemd or Docker keeps."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        # Who changed which page is kept in the editor's own history.
        "wagtail": {"level": "WARNING"},
        # One line for every page that is indexed says nothing to an operator.
        "django_tasks": {"level": "WARNING"},
        # Its lines name accounts by what was typed; accounts.sign_in says the same by number.
        "axes": {"level": "ERROR"},
        # It names passkeys.
        "fido2": {"level": "WARNING"},
    },
}
