"""Requests to the sample clinic: sent through the form's own checks, then worked on by staff, all in the past weeks."""

from contextlib import contextmanager
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from contact.models import ClinicDetails, ConsultationRequest, ContactAttempt, OutboxMessage
from contact.requests.forms.consultation import ConsultationRequestForm
from contact.requests.forms.mistake import ReportMistakeForm
from contact.requests.forms.referral import ReferralForm
from contact.requests.intake import accept_as_real, receive

State = ConsultationRequest.State
ATTEMPTS = ContactAttempt.Channel.values
SATURDAY = 5
UNTIL_MAILED = timedelta(seconds=20)


@contextmanager
def clock_at(moment):
    """What this process does meanwhile carries that time; only load_demo does so, before anything is served."""
    now = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = now


class SampleRequests:
    """`accounts` are those of the staff who work on them, by user name."""

    def __init__(self, accounts):
        self.accounts = accounts
        self.zone = ZoneInfo(ClinicDetails.current().time_zone)
        self.now = timezone.now()

    def load(self, requests):
        """Takes the tables of requests.toml."""
        for number, story in enumerate(requests, start=1):
            came = self.came(story)
            with clock_at(came):
                consultation_request = send(story, person=story.get("person", number))
            # So that no mail about it goes out now.
            mails = OutboxMessage.objects.filter(reference=consultation_request.reference)
            mails.update(created_at=came, sent_at=came + UNTIL_MAILED)
            for line in story.get("then", []):
                self.work_on(consultation_request, came, line)

    def came(self, story):
        if "minutes_ago" in story:
            return self.now - timedelta(minutes=story["minutes_ago"])
        working_days, clock = story["came"]
        today = self.now.astimezone(self.zone).date()
        return self.moment(working_day(today, -working_days), clock)

    def moment(self, day, clock):
        return datetime.combine(day, clock, self.zone).astimezone(timezone.get_default_timezone())

    def work_on(self, consultation_request, came, line):
        """A line of `then`, such as "1 09:30 call no_answer"."""
        days, clock, what, *words = line.split(maxsplit=3)
        day = working_day(came.astimezone(self.zone).date(), int(days))
        moment = self.moment(day, time.fromisoformat(clock))
        with clock_at(moment):
            self.do(consultation_request, moment, what, "".join(words))
        consultation_request.refresh_from_db()

    def do(self, consultation_request, moment, what, words):
        by, version = consultation_request.assigned_to or self.accounts["triage"], consultation_request.version
        if what == "assign":
            user = self.accounts[words]
            consultation_request.assign_to(user, by=user, version=version)
        elif what == "note":
            note = consultation_request.note_down(words, by=by)
            note.written_at = moment
            note.save(update_fields=["written_at"])
        elif what in ATTEMPTS:
            attempt = consultation_request.attempt_contact(by, channel=what, result=words)
            attempt.made_at = moment
            attempt.save(update_fields=["made_at"])
        elif what == "real":
            accept_as_real(consultation_request, by, version)
        else:
            outcome = words if what == State.CLOSED else ""
            consultation_request.move_to(what, by=by, version=version, outcome=outcome)


def working_day(start, days):
    """The one `days` after `start`, or before it; without holidays."""
    step, left, day = timedelta(days=1 if days > 0 else -1), abs(days), start
    while left:
        day += step
        left -= day.weekday() < SATURDAY
    return day


# Tables of requests.toml hold these beside the answers.
NO_ANSWERS = {"kind", "came", "minutes_ago", "person", "spam", "then"}


def send(story, person):
    form_class, usual = FORMS[story.get("kind", "consultation")]
    form = form_class(usual(person) | {name: value for name, value in story.items() if name not in NO_ANSWERS})
    if not form.is_valid():
        raise ValueError(f"Sample person {person}: {form.errors.as_text()}")
    consultation_request, _ = receive(
        form.answers, form.cleaned_data["submission_key"], spam_reason=story.get("spam", "")
    )
    return consultation_request


def usual_consultation(person):
    """What a browser would post, where the story says nothing else."""
    return reach_of(person) | {
        "name": f"Sample person {person}",
        "asking_for": "me",
        "contact_by": "phone",
        "understands_use": True,
    }


def usual_referral(person):
    return reach_of(person) | {
        "name": f"Sample clinician {person}",
        "practice": "Sample Family Practice",
        "patient_initials": "S.P.",
        "patient_agrees": True,
    }


def usual_mistake(person):
    return {}


def reach_of(person):
    return {
        "phone": f"(202) 555-01{person:02}",
        "email": f"sample.person.{person}@example.com",
        "is_adult": True,
    }


FORMS = {
    "consultation": (ConsultationRequestForm, usual_consultation),
    "referral": (ReferralForm, usual_referral),
    "mistake": (ReportMistakeForm, usual_mistake),
}
