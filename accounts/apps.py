from django.apps import AppConfig
from django.contrib.auth.apps import AuthConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    # The label that these tables, migrations and content types have had since before this app had a folder of its own.
    label = "clinic_site"
    verbose_name = "Clinic site"

    def ready(self):
        from accounts import role_permissions
        from accounts.people import group_admin
        from accounts.sign_in import receivers

        receivers.connect()
        role_permissions.connect()
        group_admin.connect()


class PeopleConfig(AuthConfig):
    verbose_name = "People"
