from django.db import models

from contact.clinic.phone_and_email import sms_link, tel_link, validate_crisis_number
from contact.clinic.singleton import Singleton

US_LIFELINE = "988"


class CrisisHelp(Singleton):
    """Whom to call in a crisis: on every page, and on every page that says something went wrong."""

    lifeline_number = models.CharField(
        max_length=20,
        default=US_LIFELINE,
        validators=[validate_crisis_number],
        help_text="Takes calls and text messages, day and night.",
    )
    lifeline_chat_url = models.URLField("lifeline chat address", default="https://988lifeline.org/chat/", blank=True)
    lifeline_chat_name = models.CharField(
        max_length=60, default="988lifeline.org", blank=True, help_text="What the link to the chat says."
    )
    emergency_number = models.CharField(
        max_length=20, default="911", validators=[validate_crisis_number], help_text="When a life is in danger now."
    )

    class Meta(Singleton.Meta):
        verbose_name = "crisis help"
        verbose_name_plural = "crisis help"

    def __str__(self):
        return "Crisis help"

    @property
    def is_us_lifeline(self):
        """It speaks Spanish, too: to whoever presses 2 or texts AYUDA."""
        return self.lifeline_number == US_LIFELINE

    @property
    def lifeline_call_link(self):
        return tel_link(self.lifeline_number, even_local=True)

    @property
    def lifeline_text_link(self):
        return sms_link(self.lifeline_number, even_local=True)

    @property
    def emergency_link(self):
        return tel_link(self.emergency_number, even_local=True)
