"""Consultation requests and clinic details, the smallest that are valid."""

import time
import uuid
from datetime import time as clock_time

from contact.models import ClinicDetails, Location, OpeningHours
from contact.requests.intake import receive
from contact.requests.submission_checks import time_stamp

ANSWERS = {
    "asking_for": "me",
    "name": "Robin Doe",
    "contact_by": "phone",
    "phone": "(212) 555-0142",
    "voicemail_ok": False,
    "email": "",
    "wants_acknowledgement": False,
    "best_times": "",
    "preferred_language": "",
    "topic": "",
    "message": "",
}

REFERRAL = {
    "kind": "referral",
    "name": "Dr. Alex Example",
    "practice": "Example Family Medicine",
    "credentials": "MD",
    "phone": "(212) 555-0170",
    "fax": "",
    "email": "",
    "wants_acknowledgement": False,
    "patient_initials": "R.D.",
    "topic": "Major depression",
    "message": "",
}
MISTAKE = {"kind": "mistake", "about_page": "/safety/", "message": "A number is wrong.", "phone": "", "email": ""}


def make_request(state="new", by=None, **answers):
    """A received request, moved on to `state` where one is given."""
    return make_of_kind(ANSWERS | answers, state, by)


def make_referral(state="new", by=None, **answers):
    return make_of_kind(REFERRAL | answers, state, by)


def make_mistake(state="new", by=None, **answers):
    return make_of_kind(MISTAKE | answers, state, by, outcome="fixed")


def make_of_kind(answers, state, by, outcome="withdrew"):
    consultation_request, _ = receive(answers, uuid.uuid4())
    if state != "new":
        outcome = outcome if state == "closed" else ""
        consultation_request.move_to(state, by=by, version=consultation_request.version, outcome=outcome)
    return consultation_request


OF_A_LOCATION = {field.name for field in Location._meta.fields} - {"id", "name"}


def make_clinic_details(open_on=(), **fields):
    """The clinic's row; with a location if it is open, from 9 am to 5 pm, or has an address, a phone or a time zone."""
    clinic = ClinicDetails(**{name: value for name, value in fields.items() if name not in OF_A_LOCATION})
    clinic.save()
    of_location = {name: value for name, value in fields.items() if name in OF_A_LOCATION}
    if of_location or open_on:
        make_location(open_on, **of_location)
    return clinic


def make_location(open_on=(), **fields):
    """The first one answers requests; open from 9 am to 5 pm on the weekdays in `open_on` (Monday is 0)."""
    location = Location.objects.create(**fields)
    for weekday in open_on:
        OpeningHours.objects.create(location=location, weekday=weekday, opens=clock_time(9), closes=clock_time(17))
    return location


def form_data(**answers):
    """What a browser posts for a form that is filled in rightly."""
    return {
        "asking_for": "me",
        "name": "Robin Doe",
        "contact_by": "phone",
        "phone": "(212) 555-0142",
        "is_adult": "on",
        "understands_use": "on",
        **of_the_form(),
    } | answers


def referral_data(**answers):
    """What a browser posts for a referral that is filled in rightly."""
    return {
        "name": "Dr. Alex Example",
        "practice": "Example Family Medicine",
        "phone": "(212) 555-0170",
        "patient_initials": "R.D.",
        "topic": "major_depression",
        "is_adult": "on",
        "patient_agrees": "on",
        **of_the_form(),
    } | answers


def mistake_data(**answers):
    return {"about_page": "/safety/", "message": "A number is wrong.", **of_the_form()} | answers


def of_the_form():
    """Its key, and when it was opened: long enough ago for a person."""
    return {"submission_key": str(uuid.uuid4()), "opened": time_stamp(time.time() - 60)}
