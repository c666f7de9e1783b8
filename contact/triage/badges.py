"""What the list of requests shows of each: always a word, never a color or a shape alone."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from contact.clinic.business_hours import ReplyTime
from contact.clinic.calendar_changes import current_reply_time
from contact.clinic.humanize import age, due
from contact.requests.age_limits import AgeLimits
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.due_times import why_no_due_time
from contact.requests.search_index import SearchEntry
from contact.triage.request_actions import version_name

Kind = ConsultationRequest.Kind
State = ConsultationRequest.State
# Characters: two lines of the column; the page of the request shows all of it.
MOST_OF_TIMES = 60
WAYS = ["phone", "fax", "email"]


@dataclass(frozen=True)
class Annotations:
    now: datetime
    reply_time: ReplyTime
    same_phone: int
    same_email: int
    # Such as "Will be deleted on December 6".
    remark: str = ""
    steps: tuple = ()
    step_address: str = ""


def annotate(consultation_requests, user, query=""):
    """Sets `annotations` on each request, with a few queries for the whole page. `query` is the tab to return to."""
    now, reply_time = timezone.now(), current_reply_time()
    phones = others_by("phone", consultation_requests)
    emails = others_by("email", consultation_requests)
    remarks = AgeLimits.current().remarks(consultation_requests, now, timezone.get_current_timezone())
    for one in consultation_requests:
        one.annotations = Annotations(
            now=now,
            reply_time=reply_time,
            same_phone=phones[one.pk],
            same_email=emails[one.pk],
            remark=remarks.get(one.pk, ""),
            steps=tuple(steps(one, user)),
            step_address=reverse("admin:contact_consultationrequest_step", args=[one.pk]) + query,
        )


def others_by(kind, consultation_requests):
    """How many others share an entry of this kind with each request; the most, where it has several."""
    entries = SearchEntry.objects.filter(kind=kind)
    held = list(
        entries.filter(consultation_request__in=consultation_requests).values_list("consultation_request", "digest")
    )
    rows = entries.filter(digest__in={digest for _, digest in held}).values_list("digest")
    sharing = dict(rows.annotate(Count("consultation_request")))
    others = Counter()
    for pk, digest in held:
        others[pk] = max(others[pk], sharing[digest] - 1)
    return others


def steps(consultation_request, user):
    """What can be done without opening the request. Contact is recorded on its page only."""
    if consultation_request.is_hidden_as_spam or not consultation_request.awaits_reply:
        return
    if consultation_request.assigned_to_id is None:
        yield "assign", "Assign to me"
    elif consultation_request.assigned_to_id == user.pk and consultation_request.state == State.NEW:
        yield "in_review", "Start review"


def state_badge(consultation_request):
    """Filled while the visitor waits for a reply, hollow afterwards."""
    kind = "filled" if consultation_request.awaits_reply else "hollow"
    words = consultation_request.get_state_display()
    state = format_html('{}<span class="badge badge--{}">{}</span>', kind_badge(consultation_request), kind, words)
    if consultation_request.is_to_be_read_first:
        return format_html('{} <strong class="badge badge--urgent">Read first</strong>', state)
    return state


def read_first_badge(consultation_request):
    """What else staff should know of one that is to be read first. Never why it is."""
    if not consultation_request.is_to_be_read_first:
        return ""
    facts = {
        "Not opened yet": consultation_request.first_opened_at is None,
        "Looks like spam": consultation_request.in_quarantine,
    }
    shown = [[words] for words, is_so in facts.items() if is_so]
    return format_html_join("", '<span class="triage-more">{}</span>', shown)


def kind_badge(consultation_request):
    """Nothing for a consultation: most are."""
    if consultation_request.kind == Kind.CONSULTATION:
        return ""
    return format_html('<span class="badge-kind">{}</span> ', consultation_request.get_kind_display())


def end_badge(consultation_request):
    """What is said about its end, if it nears."""
    remark = consultation_request.annotations.remark
    return format_html('<strong class="triage-more">{}</strong>', remark) if remark else ""


def waiting_badge(consultation_request):
    return age(consultation_request.received_at, timezone.now())


def reply_due_badge(consultation_request, reply_time):
    """Such as "by Monday, 5 p.m."; empty once staff have replied, and where no reply is promised."""
    now = timezone.now()
    if not consultation_request.awaits_reply:
        return ""
    if consultation_request.is_overdue(now):
        return format_html('<strong class="badge badge--urgent">{}</strong>', due(consultation_request.due_at, now))
    if why_no_due_time(consultation_request, reply_time):
        return "No due time"
    return due(consultation_request.due_at, now)


def others_badge(consultation_request):
    """Such as "2 others from this phone number". Requests are never merged."""
    annotations = consultation_request.annotations
    number, what = max((annotations.same_phone, "phone number"), (annotations.same_email, "email address"))
    if not number:
        return ""
    words = f"{number} other{'' if number == 1 else 's'} from this {what}"
    return format_html('<span class="triage-more">{}</span>', words)


def reach_badge(consultation_request):
    """How and when the person wants to be contacted; for other kinds, the ways that were given."""
    if consultation_request.kind != Kind.CONSULTATION:
        return ways_badge(consultation_request)
    by = consultation_request.get_contact_by_display()
    if consultation_request.contact_by == consultation_request.ContactBy.PHONE:
        by = format_html("{}. {}", by, voice_message_badge(consultation_request))
    if not consultation_request.best_times:
        return by
    times = Truncator(consultation_request.best_times).chars(MOST_OF_TIMES)
    return format_html('{}<span class="triage-more">{}</span>', by, times)


def ways_badge(consultation_request):
    given = [name for name in WAYS if getattr(consultation_request, name)]
    return ", ".join(given).capitalize() or "No way to reply"


def steps_badge(consultation_request):
    """One-click moves, as buttons of the list's form, with the version of the request that the list shows."""
    annotations = consultation_request.annotations
    name, version = version_name(consultation_request.pk), consultation_request.version
    stood = format_html('<input type="hidden" name="{}" value="{}">', name, version)
    buttons = format_html_join(
        " ",
        '<button class="button button--secondary" type="submit" name="step" value="{}" formaction="{}">'
        '{}<span class="visually-hidden">: {}</span></button>',
        [(step, annotations.step_address, words, consultation_request.reference) for step, words in annotations.steps],
    )
    return stood + buttons


def assignee_badge(consultation_request):
    if consultation_request.assigned_to is None:
        return "Not assigned"
    return format_html('<span class="assignee">{}</span>', consultation_request.assigned_to)


def voice_message_badge(consultation_request):
    return "Voicemail OK" if consultation_request.voicemail_ok else "No voicemail"


def quarantine_badge(consultation_request):
    """The reason, and a button of the list's form that takes the request out of quarantine."""
    return format_html(
        '{} <button class="button button--secondary" type="submit" name="version" value="{}" formaction="{}">'
        '{}<span class="visually-hidden">: {}</span></button>',
        consultation_request.get_quarantine_reason_display() or "Put here by staff",
        consultation_request.version,
        reverse("admin:contact_consultationrequest_real", args=[consultation_request.pk]),
        "This is a real request",
        consultation_request.reference,
    )
