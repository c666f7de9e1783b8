from django.apps import AppConfig
from django.contrib.auth.apps import AuthConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    # Tables, content types and applied migrations of installed sites are called so: these models were once in there.
    label = "clinic_site"
    verbose_name = "Clinic site"

    def ready(self):
        from accounts import role_permissions
        from accounts.sign_in import signals

        signals.connect()
        role_permissions.connect()


class PeopleConfig(AuthConfig):
    verbose_name = "People"
