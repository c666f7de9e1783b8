"""What the list of requests says at a glance: always a word, never a colour or a shape alone."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from contact.in_words import age, due


def state_mark(consultation_request):
    """Filled while somebody waits for a reply, hollow afterwards."""
    kind = "filled" if consultation_request.awaits_reply else "hollow"
    words = consultation_request.get_state_display()
    state = format_html('<span class="mark-of mark-of--{}">{}</span>', kind, words)
    if consultation_request.priority == consultation_request.Priority.HIGH:
        return format_html('{} <strong class="mark-of mark-of--urgent">Read first</strong>', state)
    return state


def waiting_mark(consultation_request):
    return age(consultation_request.received_at, timezone.now())


def reply_due_mark(consultation_request):
    """Nothing once somebody has replied."""
    now = timezone.now()
    if not consultation_request.awaits_reply:
        return ""
    words = due(consultation_request.due_at, now)
    if words and consultation_request.due_at < now:
        return format_html('<strong class="mark-of mark-of--urgent">{}</strong>', words)
    return words


def assignee_mark(consultation_request):
    if consultation_request.assigned_to is None:
        return "Not assigned"
    return format_html('<span class="assignee">{}</span>', consultation_request.assigned_to)


def voice_message_mark(consultation_request):
    return "May leave a message" if consultation_request.voicemail_ok else "No message"


def quarantine_mark(consultation_request):
    """The reason in words, and a button that posts the form of the list to the address that takes it back."""
    return format_html(
        '{} <button class="button button--secondary" type="submit" name="version" value="{}" formaction="{}">'
        '{}<span class="visually-hidden">: {}</span></button>',
        consultation_request.get_quarantine_reason_display() or "Put here by staff",
        consultation_request.version,
        reverse("admin:contact_consultationrequest_real", args=[consultation_request.pk]),
        "This is a real request",
        consultation_request.reference,
    )
