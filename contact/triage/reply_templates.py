"""Call scripts and replies that staff copy. They say nothing about health."""

import re

from django.core.exceptions import ValidationError
from django.db import models

from contact.clinic.clinic_details import ClinicDetails

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
NAMES_THE_CLINIC = "clinic_name"
PLACEHOLDERS = ["reference", NAMES_THE_CLINIC, "clinic_phone", "clinic_email", "opening_hours"]
# Somebody else may read the email or listen to the message.
HEALTH_WORDS = re.compile(
    r"\b(s?ketamin\w*|esketamin\w*|spravato|depress\w*|bipolar|anxi\w*|ptsd|trauma\w*|pain|suicid\w*|infusion\w*|"
    r"treatment\w*|therap\w*|diagnos\w*|medic\w*|psych\w*|mental\w*)\b",
    re.IGNORECASE,
)


class ReplyTemplate(models.Model):
    class Kind(models.TextChoices):
        CALL = "call", "Call script"
        VOICE_MESSAGE = "voice_message", "Voice message"
        EMAIL = "email", "Email"

    class For(models.TextChoices):
        """The kinds of request that somebody answers by a call or a mail; the values are those of the request."""

        CONSULTATION = "consultation", "People who ask for a consultation"
        REFERRAL = "referral", "Clinicians who refer a patient"

    kind = models.CharField(max_length=20, choices=Kind)
    meant_for = models.CharField("for", max_length=20, choices=For, default=For.CONSULTATION)
    title = models.CharField(max_length=80, unique=True)
    text = models.TextField(
        max_length=3000,
        help_text="May hold {reference}, {clinic_phone}, {clinic_email} and {opening_hours}; a call script also "
        "{clinic_name}. Nothing about health.",
    )
    place = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")

    class Meta:
        verbose_name = "call script or reply"
        verbose_name_plural = "call scripts and replies"
        ordering = ["place", "title"]

    def __str__(self):
        return self.title

    def clean(self):
        unknown = [name for name in PLACEHOLDER.findall(self.text) if name not in PLACEHOLDERS]
        if unknown:
            raise ValidationError({"text": f"There is nothing to put in for {{{unknown[0]}}}."})
        if self.kind == self.Kind.CALL:
            return
        word = HEALTH_WORDS.search(self.text)
        if word:
            raise ValidationError({"text": f"Leave out “{word[0]}”: others may hear or read this."})
        if f"{{{NAMES_THE_CLINIC}}}" in self.text:
            raise ValidationError({"text": "Leave out {clinic_name}: the name can say what the clinic treats."})

    def filled_in(self, values):
        """Missing values are marked in brackets, so that nobody reads them out."""
        return PLACEHOLDER.sub(lambda found: put_in(found, values), self.text)


def values_for(reference):
    """What each of PLACEHOLDERS stands for."""
    clinic = ClinicDetails.current()
    return {
        "reference": reference,
        "clinic_name": clinic.name,
        "clinic_phone": clinic.phone,
        "clinic_email": clinic.email,
        "opening_hours": "; ".join(clinic.opening_hours_text),
    }


def put_in(found, values):
    name = found[1]
    value = values.get(name) or f"[{name.replace('_', ' ')}: not filled in]"
    # "p.m." at the end of a sentence needs no second full stop.
    return value.removesuffix(".") if found.string[found.end() :].startswith(".") else value


def words_to_copy(consultation_request):
    """Each template for this kind of request as (id, title, kind, text); none for a report of a mistake."""
    values = values_for(consultation_request.reference)
    return [
        (f"words_{one.pk}", one.title, one.get_kind_display(), one.filled_in(values))
        for one in ReplyTemplate.objects.filter(meant_for=consultation_request.kind)
    ]
