from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.apps import AuthConfig


class ClinicSiteConfig(AppConfig):
    name = "clinic_site"
    verbose_name = "Clinic site"

    def ready(self):
        from clinic_site import checks  # noqa: F401
        from clinic_site.media import uploads
        from clinic_site.people import group_admin, role_permissions
        from clinic_site.sign_in import receivers

        receivers.connect()
        role_permissions.connect()
        group_admin.connect()
        uploads.watch()


class StaffAdminConfig(AdminConfig):
    default_site = "clinic_site.staff_home.StaffSite"


class PeopleConfig(AuthConfig):
    verbose_name = "People"
