"""Accounts and their log, in place of what Django registers."""

import django.contrib.auth.admin  # noqa: F401 (it registers its own first)
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model

from clinic_site.people.account_admin import AccountAdmin
from clinic_site.people.log_admin import StaffLogAdmin

admin.site.unregister(get_user_model())
admin.site.register(get_user_model(), AccountAdmin)
admin.site.register(LogEntry, StaffLogAdmin)
