from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "contact"
    verbose_name = "Consultation requests"
    default_auto_field = "django.db.models.BigAutoField"
