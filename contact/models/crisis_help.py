from django.core.validators import RegexValidator
from django.db import models

from .one_row import OneRow

only_a_number = RegexValidator(r"^\+?[0-9 ()-]{3,20}$", "Enter a phone number, such as 988.")


class CrisisHelp(OneRow):
    """Whom to call in a crisis: on every page, and on every page that says something went wrong."""

    lifeline_number = models.CharField(
        max_length=20,
        default="988",
        validators=[only_a_number],
        help_text="Takes calls and text messages, day and night.",
    )
    lifeline_chat_url = models.URLField("lifeline chat address", default="https://988lifeline.org/chat/", blank=True)
    lifeline_chat_name = models.CharField(
        max_length=60, default="988lifeline.org", blank=True, help_text="What the link to the chat says."
    )
    emergency_number = models.CharField(
        max_length=20, default="911", validators=[only_a_number], help_text="When a life is in danger now."
    )

    class Meta(OneRow.Meta):
        verbose_name = "crisis help"
        verbose_name_plural = "crisis help"

    def __str__(self):
        return "Crisis help"

    @property
    def lifeline_call_link(self):
        return f"tel:{dialled(self.lifeline_number)}"

    @property
    def lifeline_text_link(self):
        return f"sms:{dialled(self.lifeline_number)}"

    @property
    def emergency_link(self):
        return f"tel:{dialled(self.emergency_number)}"


def dialled(number):
    return "".join(character for character in number if character in "+0123456789")
