from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ClinicSiteConfig(AppConfig):
    name = "clinic_site"
    # "clinic_site" is the label of accounts, whose tables are called so.
    label = "project"

    def ready(self):
        from clinic_site import checks  # noqa: F401
        from clinic_site.media import uploads

        uploads.watch()


class StaffAdminConfig(AdminConfig):
    default_site = "clinic_site.staff_home.StaffSite"
