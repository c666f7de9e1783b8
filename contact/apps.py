from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "contact"
    verbose_name = "Requests and clinic"
    default_auto_field = "django.db.models.BigAutoField"
