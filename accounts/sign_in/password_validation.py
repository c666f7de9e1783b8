"""Validators for passwords, in addition to Django's."""

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

# Fifteen characters, which a password has at least, are two or three common ones.
MOST_PARTS = 3
# Fewer different characters than this is one thing again and again, such as abababab.
FEWEST_CHARACTERS = 6
# Long enough for any sentence that somebody remembers, and for what password managers make.
LONGEST_PASSWORD = 128
TOO_LONG = f"Use {LONGEST_PASSWORD} characters or fewer."


class MaximumLengthValidator:
    def validate(self, password, user=None):
        if len(password) > LONGEST_PASSWORD:
            raise ValidationError(TOO_LONG, code="password_too_long")

    def get_help_text(self):
        return TOO_LONG


class JoinedCommonPasswordsValidator(CommonPasswordValidator):
    """Refuses common passwords joined to one: at 15 characters, people put two of them together."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.longest = max(map(len, self.passwords))

    def validate(self, password, user=None):
        if len(password) > LONGEST_PASSWORD:
            return  # refused as too long
        typed = "".join(password.lower().split())
        if len(set(typed)) < FEWEST_CHARACTERS or self.is_joined(typed, MOST_PARTS):
            raise ValidationError(
                "This is common passwords put together, or one thing again and again. "
                "Take words that do not belong together.",
                code="password_put_together",
            )

    def is_joined(self, typed, parts):
        if not typed:
            return True
        if not parts:
            return False
        return any(
            typed[:end] in self.passwords and self.is_joined(typed[end:], parts - 1)
            for end in range(1, min(len(typed), self.longest) + 1)
        )

    def get_help_text(self):
        return "It cannot be put together from common passwords."
