"""Accounts, roles and their log in /admin/, in place of what Django registers. Everything done here is logged."""

import django.contrib.auth.admin
from allauth.account.internal.flows.manage_email import sync_user_email_address
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from accounts.people.account_actions import actions_for, has_second_factor, send_invitation
from accounts.people.forms import UserForm
from accounts.people.permissions import lock_owners, may_manage, roles_to_give
from accounts.roles import COMES_WITH_THE_SITE, ROLES

admin.site.unregister([get_user_model(), Group])


@admin.register(get_user_model())
class UserAdmin(admin.ModelAdmin):
    form = UserForm
    change_form_template = "admin/auth/user/change_form.html"
    list_display = ["username", "get_full_name", "roles", "active", "second_factor", "last_login"]
    list_filter = ["is_active", "groups"]
    allowed_lookups = ["is_active__exact", "is_active__isnull", "groups__id__exact", "groups__isnull"]
    sortable_by = ["username"]
    ordering = ["username"]

    # -- what is shown -------------------------------------------------------

    @admin.display(description="name")
    def get_full_name(self, person):
        return person.get_full_name() or None

    @admin.display(description="roles")
    def roles(self, person):
        names = [group.name for group in person.groups.all()]
        return ", ".join(["Owner"] * person.is_superuser + sorted(names)) or "none"

    @admin.display(description="may sign in", boolean=True)
    def active(self, person):
        return person.is_active

    @admin.display(description="second factor", boolean=True)
    def second_factor(self, person):
        return has_second_factor(person)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_fields(self, request, obj=None):
        fields = ["username", "first_name", "last_name", "email"]
        roles = ["groups"] if "groups" not in self.get_readonly_fields(request, obj) else ["roles"]
        owner = ["is_superuser"] if request.user.is_superuser and obj != request.user else []
        return fields + roles + owner + (["active", "second_factor", "last_login"] if obj else [])

    def get_readonly_fields(self, request, obj=None):
        shown = ["roles", "active", "second_factor", "last_login"]
        if obj is None:
            return shown
        if obj == request.user:
            return [*shown, "username", "email", "groups"]
        if request.user.is_superuser:
            return shown
        # Whoever could change the address of somebody else's account could have its links sent to themselves.
        return [*shown, "username", *(["email"] if obj.last_login or obj.has_usable_password() else [])]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["queryset"] = roles_to_give(request.user)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.widget.can_add_related = False
        return field

    # -- who may -------------------------------------------------------------

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or may_manage(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        """What they did must keep their name: people are disabled."""
        return False

    # -- what is done --------------------------------------------------------

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        # django-allauth would do it at the next reset, which would then take longer than one for an unknown address.
        sync_user_email_address(obj)
        if not change:
            send_invitation(obj)
            messages.success(request, "The invitation is on its way. Its link works for 24 hours.")

    def get_urls(self):
        return [
            path("<int:pk>/do/<slug:name>/", self.admin_site.admin_view(self.do), name="auth_user_do"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def do(self, request, pk, name):
        person = get_object_or_404(self.model, pk=pk)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        action = actions_for(person, by=request.user).get(name)
        if action is None:
            raise Http404
        if action.confirm and "sure" not in request.POST:
            messages.error(request, "Nothing was done. Tick the box when you are sure.")
        else:
            self.carry_out(request, action, name, person)
            messages.success(request, f"{action.done}.")
        return redirect("admin:auth_user_change", pk)

    @transaction.atomic
    def carry_out(self, request, action, name, person):
        lock_owners()
        if name not in actions_for(person, by=request.user):
            raise Http404
        action.act(person)
        action.mail(person)
        self.log_change(request, person, f"{action.done}.")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self.has_change_permission(request, obj):
            context["account_actions"] = actions_for(obj, by=request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Who may sign in"} | (extra_context or {}))


@admin.register(Group)
class GroupAdmin(django.contrib.auth.admin.GroupAdmin):
    """The roles of the product, to look at, and the groups that a clinic makes itself, to change."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not is_role(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_role(obj)

    def get_fieldsets(self, request, obj=None):
        description = f"{ROLES[obj.name].sentence} {COMES_WITH_THE_SITE}" if is_role(obj) else ""
        return [(None, {"fields": ["name", "permissions"], "description": description})]


def is_role(group):
    return group is not None and group.name in ROLES


@admin.register(LogEntry)
class LogEntryAdmin(admin.ModelAdmin):
    """Who changed what in the staff area. Requests have a log of their own: contact.RequestEvent."""

    list_display = ["when", "who", "kind", "what", "change"]
    list_filter = ["action_time", "content_type"]
    allowed_lookups = ["action_time__gte", "action_time__lt", "content_type__id__exact", "content_type__isnull"]
    list_select_related = ["user", "content_type"]
    list_display_links = None
    sortable_by = ["when"]

    @admin.display(description="when", ordering="action_time")
    def when(self, entry):
        return entry.action_time

    @admin.display(description="by")
    def who(self, entry):
        return entry.user

    @admin.display(description="kind", empty_value="")
    def kind(self, entry):
        return entry.content_type and capfirst(entry.content_type.name)

    @admin.display(description="what was changed")
    def what(self, entry):
        return entry.object_repr

    @admin.display(description="how")
    def change(self, entry):
        return entry.get_change_message()

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Who changed what"} | (extra_context or {}))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
