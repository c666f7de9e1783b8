from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "contact"
    verbose_name = "Requests and clinic"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from contact.clinic import calendar_changes
        from contact.requests import promises

        calendar_changes.connect_signals()
        promises.connect_signals()
