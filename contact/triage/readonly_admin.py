"""Records that can be viewed and never changed. Outgoing mail is one of them: staff can retry a mail or stop it."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from contact.mail.outbox import OutboxMessage
from contact.mail.smtp import describe
from contact.maintenance.runs import UpkeepRun
from contact.requests.access_log import RequestEvent
from contact.requests.retention import DeletionRecord
from contact.triage.reports.access_review import week_view
from contact.triage.request_actions import post_only


class FixedRowsMixin:
    """For an admin in which rows are neither added nor deleted."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(FixedRowsMixin, admin.ModelAdmin):
    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": capfirst(self.opts.verbose_name_plural)})

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(RequestEvent)
class RequestEventAdmin(ReadOnlyAdmin):
    list_display = ["reference", "kind", "happened_at", "actor_name"]
    list_filter = ["kind", "happened_at", "actor"]
    allowed_lookups = [
        "kind__exact",
        "kind__isnull",
        "happened_at__gte",
        "happened_at__lt",
        "actor__id__exact",
        "actor__isnull",
    ]

    def get_urls(self):
        week = self.admin_site.admin_view(partial(week_view, self))
        return [path("week/", week, name="contact_requestevent_week"), *super().get_urls()]


@admin.register(DeletionRecord)
class DeletionRecordAdmin(ReadOnlyAdmin):
    list_display = ["reference", "deleted_at", "rule"]


@admin.register(UpkeepRun)
class UpkeepRunAdmin(ReadOnlyAdmin):
    list_display = ["task", "ended_at", "went_well", "words"]


ACTIONS = {
    "retry": ("Try again now", OutboxMessage.retry, "We'll try again in a moment."),
    "stop": ("Stop trying", OutboxMessage.stop, "We won't try this mail again."),
}
SETTLED = "Nothing was changed, because this mail has gone out or isn't kept any more."


class ShowMails(admin.SimpleListFilter):
    title = "outcome"
    parameter_name = "show"

    def lookups(self, request, model_admin):
        return [("failed", "Couldn't be sent"), ("waiting", "Still waiting")]

    def queryset(self, request, queryset):
        match self.value():
            case "failed":
                return queryset.failed()
            case "waiting":
                return queryset.unsent()
        return queryset


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin):
    """Recipient and content of a mail are shown to nobody."""

    list_display = ["reference", "kind", "outcome", "created_at"]
    list_filter = [ShowMails, "kind"]
    allowed_lookups = ["show", "kind__exact"]
    fields = ["reference", "kind", "created_at", "outcome", "attempts", "next_attempt_at", "sent_at", "ended_at"]

    class Media:
        css = {"all": ["css/staff/badge.css"]}

    # -- columns

    @admin.display(description="outcome")
    def outcome(self, message):
        if message.has_failed:
            return format_html('<strong class="badge badge--urgent">{}</strong>', self.outcome_text(message))
        return self.outcome_text(message)

    def outcome_text(self, message):
        why = f": {describe(message.last_error)}" if message.last_error else ""
        if message.sent_at:
            return f"Sent{why}"
        if message.ended_at is None:
            return f"Waiting{why}"
        return f"{message.get_ending_display()}{why if message.has_failed else ''}"

    @admin.display(description="what you can do", empty_value="")
    def buttons(self, message):
        """Buttons of the list's form."""
        return format_html_join(
            " ",
            '<button class="button button--secondary" type="submit" formaction="{}" aria-label="{}: {}">{}</button>',
            [
                (reverse(f"admin:contact_outboxmessage_{name}", args=[message.pk]), words, message.reference, words)
                for name, (words, _, _) in ACTIONS.items()
                if self.fits(name, message)
            ],
        )

    def fits(self, name, message):
        return message.may_be_retried if name == "retry" else message.may_be_stopped

    def get_list_display(self, request):
        if not self.may_change(request):
            return self.list_display
        return ["reference", "kind", "outcome", "buttons", "created_at"]

    # -- retry and stop

    def may_change(self, request):
        """Retry and stop. Django's change form stays closed to everybody."""
        return request.user.has_perm("contact.change_outboxmessage")

    def get_urls(self):
        own = [path(f"<int:pk>/{name}/", self.own(name), name=f"contact_outboxmessage_{name}") for name in ACTIONS]
        return own + super().get_urls()

    def own(self, name):
        return self.admin_site.admin_view(partial(self.do, name=name))

    @post_only
    def do(self, request, pk, name):
        if not self.may_change(request):
            raise PermissionDenied
        message = get_object_or_404(OutboxMessage, pk=pk)
        button, act, answer = ACTIONS[name]
        if self.fits(name, message) and act(message):
            self.log_change(request, message, f"{button}.")
            messages.success(request, answer)
        else:
            messages.warning(request, SETTLED)
        return redirect("admin:contact_outboxmessage_changelist")
