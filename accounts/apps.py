from django.apps import AppConfig
from django.contrib.auth.apps import AuthConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    # Tables, content types and applied migrations of installed sites are called so: these models were once in there.
    label = "clinic_site"
    verbose_name = "Clinic site"

    def ready(self):
        from accounts import roles
        from accounts.sign_in import signals

        signals.connect()
        roles.connect()


class PeopleConfig(AuthConfig):
    verbose_name = "People"
