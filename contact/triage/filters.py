from django.contrib import admin
from django.db.models import Count
from django.utils import timezone

from contact.requests.age_limits import AgeLimits
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.retention import kept_for_good

DROPDOWN = "admin/contact/consultationrequest/dropdown_filter.html"
# The only parameters of the list: URLs end up in histories and logs.
IN_ADDRESSES = {"kind", "show", "priority__exact", "assigned_to__id__exact", "assigned_to__isnull"}
FIRST_THINGS_FIRST = ["priority", "received_at", "pk"]
ORDER_OF = {
    "overdue": ["priority", "due_at", "pk"],
    "closed": ["-closed_at", "-pk"],
    "all": ["-received_at", "-pk"],
}
Kind = ConsultationRequest.Kind
State = ConsultationRequest.State


def lapsing(now):
    return AgeLimits.current().lapsing(now).order_by().values("pk")


def kept(now):
    return kept_for_good(now).order_by().values("pk")


# Tabs for what is rare.
SHOWN_IF_ANY = {"lapsing": lapsing, "kept": kept}


class OfKind(admin.SimpleListFilter):
    """Tabs for what was sent, each with the number of open ones. The default is all kinds."""

    title = "Which kind to show"
    parameter_name = "kind"
    template = "admin/contact/consultationrequest/tabs_filter.html"

    def lookups(self, request, model_admin):
        return [(Kind.CONSULTATION, "Consultations"), (Kind.REFERRAL, "Referrals"), (Kind.MISTAKE, "Mistakes")]

    def choices(self, changelist):
        counts = open_by_kind()
        kinds = [None, *(value for value, _ in self.lookup_choices)]
        for kind, choice in zip(kinds, super().choices(changelist), strict=True):
            display = choice["display"] if kind else "All kinds"
            count = counts.get(kind, 0) if kind else sum(counts.values())
            # Another kind starts with what is open: that is what its count says.
            query_string = changelist.get_query_string({self.parameter_name: kind}, ["o", "p", Show.parameter_name])
            yield choice | {"display": display, "count": count, "query_string": query_string}

    def queryset(self, request, queryset):
        kind = kind_in(request)
        return queryset.of_kind(kind) if kind else queryset


class Show(admin.SimpleListFilter):
    """The tabs of the list, each with its count. The default is the open requests."""

    title = "Which requests to show"
    parameter_name = "show"
    template = "admin/contact/consultationrequest/tabs_filter.html"

    def __init__(self, request, *args):
        self.user, self.kind = request.user, kind_in(request)
        super().__init__(request, *args)

    def lookups(self, request, model_admin):
        return [
            ("new", "New"),
            ("mine", "Mine"),
            ("waiting", "Waiting"),
            ("overdue", "Overdue"),
            ("booked", "Booked"),
            ("closed", "Closed"),
            ("quarantine", "Suspected spam"),
            ("lapsing", "Deleted soon"),
            ("kept", "Never deleted"),
            ("all", "All"),
        ]

    def choices(self, changelist):
        counts = counts_for(self.user, timezone.now(), self.kind)
        values = ["open", *(value for value, _ in self.lookup_choices)]
        for value, choice in zip(values, super().choices(changelist), strict=True):
            if value in SHOWN_IF_ANY and not counts[value] and value != self.value():
                continue
            display = "Open" if value == "open" else choice["display"]
            # Another tab starts on its first page, in its own order.
            tab = {self.parameter_name: None if value == "open" else value}
            query_string = changelist.get_query_string(tab, ["o", "p"])
            yield choice | {"display": display, "count": counts[value], "query_string": query_string}

    def queryset(self, request, queryset):
        match self.value():
            case "new":
                return queryset.waiting()
            case "mine":
                return queryset.open().filter(assigned_to=request.user)
            case "waiting":
                return queryset.awaiting_reply()
            case "overdue":
                return queryset.overdue(timezone.now())
            case "booked":
                return queryset.open().filter(state=ConsultationRequest.State.BOOKED)
            case "closed":
                return queryset.closed()
            case "quarantine":
                return queryset.suspected()
            case "lapsing" | "kept" as tab:
                return queryset.filter(pk__in=SHOWN_IF_ANY[tab](timezone.now()))
            case "all":
                return queryset
        return queryset.open()


class ByPriority(admin.ChoicesFieldListFilter):
    template = DROPDOWN


class ByAssignee(admin.RelatedFieldListFilter):
    template = DROPDOWN


def kind_in(request):
    kind = request.GET.get(OfKind.parameter_name)
    return kind if kind in Kind.values else None


def open_by_kind():
    rows = ConsultationRequest.objects.open().order_by().values_list("kind")
    return dict(rows.annotate(number=Count("pk")))


def counts_for(user, now, kind=None):
    """How many requests each tab holds, in a few queries: one over an index, the others over the open requests."""
    requests = ConsultationRequest.objects.order_by()
    if kind:
        requests = requests.of_kind(kind)
    rows = requests.values_list("in_quarantine", "state").annotate(number=Count("pk"))
    real, suspected = dict.fromkeys(State.values, 0), dict.fromkeys(State.values, 0)
    for in_quarantine, state, number in rows:
        (suspected if in_quarantine else real)[state] = number
    return {
        "open": sum(real.values()) - real[State.CLOSED],
        "new": real[State.NEW],
        "mine": requests.open().filter(assigned_to=user).count(),
        "waiting": real[State.NEW] + real[State.IN_REVIEW],
        "overdue": requests.overdue(now).count(),
        "booked": real[State.BOOKED],
        "closed": real[State.CLOSED] + suspected[State.CLOSED],
        "quarantine": sum(suspected.values()) - suspected[State.CLOSED],
        **{tab: requests.filter(pk__in=rare(now)).count() for tab, rare in SHOWN_IF_ANY.items()},
        "all": sum(real.values()) + sum(suspected.values()),
    }
