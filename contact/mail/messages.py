"""The text of each mail the site sends. None says anything about a person or their health.

The daily digest, once each clinic day, holds counts, an age and links."""

from datetime import datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.humanize import age, deadline, staff_deadline, staff_time
from contact.encryption import CannotOpen, Undecryptable
from contact.mail.html_part import with_html_part
from contact.mail.on_call import on_call_email
from contact.mail.outbox import ABOUT_ON_CALL, OutboxMessage, deserialize
from contact.mail.smtp import CannotBeWritten

# By the kind of the request.
WAITING = {
    "consultation": "A consultation request is waiting.",
    "referral": "A referral from a clinician is waiting.",
    "mistake": "Somebody has reported a mistake on a page.",
}
SUBJECTS = {
    "consultation": "New consultation request",
    "referral": "New referral",
    "mistake": "Mistake on a page",
}
OTHER_KINDS = {"referral": "  Of these, referrals", "mistake": "  Of these, mistakes on a page"}
IN_QUARANTINE = "A request that looks like spam is waiting. Look at it: it may be from a real person."
READ_FIRST = "Read this one first."
# Somebody may type another person's address into the form again and again: it gets three mails a day at most.
MOST_TO_ONE_ADDRESS = 3
A_DAY = timedelta(days=1)
Kind = OutboxMessage.Kind


def compose(message):
    """The mail for an OutboxMessage as of now, or None if it is no longer needed or has no recipient."""
    mail = compose_by_kind(message)
    if mail is None:
        return None
    mail.extra_headers |= headers_of(message)
    return mail if message.kind == Kind.ACKNOWLEDGEMENT else with_html_part(mail)


def compose_by_kind(message):
    if message.is_stored:
        return deserialize(readable(message.content))
    if message.kind == Kind.DAILY_DIGEST:
        return None if has_newer_digest(message) else daily_digest()
    consultation_request = requests().filter(reference=message.reference).first()
    if consultation_request is None:
        return None
    if message.kind == Kind.NEW_REQUEST:
        return new_request_email(consultation_request)
    if message.kind in ABOUT_ON_CALL:
        return on_call_email(message.kind, consultation_request, facts_of(consultation_request))
    return acknowledgement(consultation_request)


def requests():
    """By name: contact.requests imports this package, not the other way round."""
    return apps.get_model("contact", "ConsultationRequest").objects.all()


def readable(text):
    """Raises CannotOpen if the key is missing, so that the mail is tried again: the key may be restored."""
    if isinstance(text, Undecryptable):
        raise CannotOpen
    return str(text)


def headers_of(message):
    """Auto-responders ignore such mail (RFC 3834); the Message-ID identifies copies."""
    host = urlsplit(settings.SITE_URL).hostname
    return {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Message-ID": f"<{message.kind}.{message.reference}@{host}>",
    }


def has_newer_digest(digest):
    return OutboxMessage.objects.filter(kind=Kind.DAILY_DIGEST, reference__gt=digest.reference).exists()


def new_request_email(consultation_request):
    """None once staff have answered the visitor."""
    if not consultation_request.awaits_reply:
        return None
    spam, kind = consultation_request.in_quarantine, consultation_request.kind
    words, subject = (IN_QUARANTINE, "Suspected spam") if spam else (WAITING[kind], SUBJECTS[kind])
    if consultation_request.is_to_be_read_first:
        words, subject = f"{READ_FIRST} {words}", f"Read first: {subject[0].lower()}{subject[1:]}"
    text = f"{words}\n\n{facts_of(consultation_request)}"
    return EmailMessage(f"{subject} {consultation_request.reference}", text, to=settings.STAFF_EMAIL)


def facts_of(consultation_request):
    address = reverse("admin:contact_consultationrequest_change", args=[consultation_request.pk])
    return (
        f"Reference: {consultation_request.reference}\n"
        f"{times_of(consultation_request)}\n"
        f"Open it (you will be asked to sign in): {settings.SITE_URL}{address}\n"
    )


def times_of(consultation_request):
    """When it came and when a reply is due, in the clinic's time: the mail is read anywhere."""
    now, zone = timezone.now(), clinic_zone()
    lines = [f"Came in: {staff_time(consultation_request.received_at, now, zone)}, clinic time"]
    if consultation_request.due_at:
        lines.append(f"Reply due: {staff_deadline(consultation_request.due_at, now, zone)}, clinic time")
    return "\n".join(lines)


def acknowledgement(consultation_request):
    """Others may read it too, so it leaves out even the clinic's name, which may name a treatment."""
    if not may_be_acknowledged(consultation_request):
        return None
    readable(consultation_request.email)
    if consultation_request.cannot_be_mailed:
        raise CannotBeWritten
    clinic = ClinicDetails.current()
    text = (
        f"We got your request. Your reference is {consultation_request.reference}.\n"
        f"{promise_of(consultation_request)}\n"
        f"To change or withdraw it, {f'call {clinic.phone}' if clinic.phone else 'contact us'} and give the "
        "reference.\nDon't put private details in a reply: email isn't secure.\n"
    )
    return EmailMessage(
        "We got your request",
        text,
        to=[consultation_request.mail_address],
        reply_to=list(filter(None, [clinic.email])),
    )


def promise_of(consultation_request):
    """Not once the time is over: a mail may be late."""
    due_at = consultation_request.due_at
    if not due_at or due_at < timezone.now():
        return ""
    zone = clinic_zone()
    return f"We'll be in touch by {deadline(due_at, zone)} {due_at.astimezone(zone):%Z}.\n"


def clinic_zone():
    return ZoneInfo(ClinicDetails.current().time_zone)


def may_be_acknowledged(consultation_request):
    """Not once somebody has answered or the request is closed, nor more than MOST_TO_ONE_ADDRESS times a day."""
    if not (consultation_request.email and consultation_request.awaits_reply) or consultation_request.in_quarantine:
        return False
    return acknowledged_since(timezone.now() - A_DAY, consultation_request) < MOST_TO_ONE_ADDRESS


def acknowledged_since(moment, consultation_request):
    """How many acknowledgements went to the same address."""
    same = requests().of_sender(consultation_request, ["email"]).values("reference")
    sent = OutboxMessage.objects.filter(kind=Kind.ACKNOWLEDGEMENT, sent_at__gte=moment)
    return sent.filter(reference__in=same).count()


# When the opening hours are not filled in: before most clinics open.
WITHOUT_HOURS = time(8)


def queue_daily_digest(now=None):
    """Puts today's digest into the outbox once the clinic opens. Safe to repeat, and from several workers."""
    clinic = ClinicDetails.current()
    local = (now or timezone.now()).astimezone(ZoneInfo(clinic.time_zone))
    opens = opening_time(clinic, local.date())
    if opens is None or local < datetime.combine(local.date(), opens, local.tzinfo):
        return
    # The day stands in for a reference: a kind and a reference are unique together, so there is one digest a day.
    OutboxMessage.objects.get_or_create(kind=OutboxMessage.Kind.DAILY_DIGEST, reference=f"{local:%Y%m%d}")


def opening_time(clinic, day):
    """When the clinic opens on `day`, or None if it does not. Without any hours, each day counts."""
    location = clinic.main_location
    if day in {closure.date for closure in clinic.closures_at(location)}:
        return None
    if not location.hours:
        return WITHOUT_HOURS
    return min((opens for opens, _ in location.periods_on(day.weekday())), default=None)


def daily_digest(now=None):
    """Counted when it is sent, so that a delayed mail is still correct."""
    now = now or timezone.now()
    requests = apps.get_model("contact", "ConsultationRequest").objects
    address = f"{settings.SITE_URL}{reverse('admin:contact_consultationrequest_changelist')}"
    oldest = requests.waiting().order_by("received_at").values_list("received_at", flat=True).first()
    lines = [
        *to_be_read_first(requests, address),
        f"New: {requests.waiting().count()}  {address}?show=new",
        *new_of_other_kinds(requests, address),
        f"Overdue: {requests.overdue(now).count()}  {address}?show=overdue",
        *next_due_line(requests, now),
        f"Open in all: {requests.open().count()}  {address}",
        f"Suspected spam: {requests.suspected().count()}  {address}?show=quarantine",
        *reminders(now, address),
        f"The oldest new one has waited {age(oldest, now)}." if oldest else "Nobody waits for a first look.",
    ]
    return EmailMessage("Consultation requests today", "\n".join([*lines, ""]), to=settings.STAFF_EMAIL)


def to_be_read_first(requests, address):
    if number := requests.read_first().count():
        yield f"Read first: {number}  {address}?show=first"


def next_due_line(requests, now):
    if due_at := requests.next_due_at(now):
        yield f"The next reply is due {staff_deadline(due_at, now, clinic_zone())}, clinic time."


def reminders(now, address):
    """A line for each kind of request that needs a person before it can end."""
    for reminder in apps.get_model("contact", "AgeLimits").current().reminders(now):
        yield f"{reminder.words}  {address}?show={reminder.tab}"


def new_of_other_kinds(requests, address):
    """A line for each kind of which something is new, because most of what is new asks for a consultation."""
    for kind, words in OTHER_KINDS.items():
        number = requests.waiting().filter(kind=kind).count()
        if number:
            yield f"{words}: {number}  {address}?kind={kind}&show=new"
