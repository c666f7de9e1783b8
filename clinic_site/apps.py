from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ClinicSiteConfig(AppConfig):
    name = "clinic_site"
    # "clinic_site" is the label of accounts, whose tables are called so.
    label = "project"

    def ready(self):
        from clinic_site.http import unavailable_page
        from clinic_site.storage.sqlite3 import base  # noqa: F401  registers its system check, whatever the database
        from content.images import uploads

        uploads.clean_on_save()
        unavailable_page.write_when_details_change()


class StaffAdminConfig(AdminConfig):
    default_site = "clinic_site.admin_site.StaffSite"
