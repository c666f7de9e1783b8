from django.contrib import admin
from django.utils import timezone

FOLDED = "admin/contact/consultationrequest/folded_filter.html"


class Show(admin.SimpleListFilter):
    """Which part of the work to show; the open requests unless told otherwise."""

    title = "show"
    parameter_name = "show"
    template = "admin/contact/consultationrequest/show_filter.html"

    def lookups(self, request, model_admin):
        return [
            ("new", "New"),
            ("mine", "Mine"),
            ("overdue", "Overdue"),
            ("booked", "Booked"),
            ("closed", "Closed"),
            ("quarantine", "Suspected spam"),
            ("all", "All"),
        ]

    def choices(self, changelist):
        open_choice, *others = super().choices(changelist)
        yield open_choice | {"display": "Open"}
        yield from others

    def queryset(self, request, queryset):
        match self.value():
            case "new":
                return queryset.waiting()
            case "mine":
                return queryset.open().filter(assigned_to=request.user)
            case "overdue":
                return queryset.overdue(timezone.now())
            case "booked" | "closed" as state:
                return queryset.filter(state=state)
            case "quarantine":
                return queryset.quarantined()
            case "all":
                return queryset
        return queryset.open()


class ByPriority(admin.ChoicesFieldListFilter):
    template = FOLDED


class ByAssignee(admin.RelatedFieldListFilter):
    template = FOLDED
