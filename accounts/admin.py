"""Accounts, roles and their log, in place of what Django registers."""

import django.contrib.auth.admin  # noqa: F401 (it registers its own first)
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from accounts.people.account_admin import AccountAdmin
from accounts.people.group_admin import GroupAdmin
from accounts.people.log_admin import StaffLogAdmin

admin.site.unregister([get_user_model(), Group])
admin.site.register(get_user_model(), AccountAdmin)
admin.site.register(Group, GroupAdmin)
admin.site.register(LogEntry, StaffLogAdmin)
