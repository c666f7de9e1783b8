"""What the list of common passwords misses: at 15 characters, people put two of them together."""

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

MOST_PIECES = 3
FEWEST_CHARACTERS = 6


class NotPutTogetherFromCommonOnes(CommonPasswordValidator):
    def validate(self, password, user=None):
        typed = "".join(password.lower().split())
        if len(set(typed)) < FEWEST_CHARACTERS or self.is_put_together(typed, MOST_PIECES):
            raise ValidationError(
                "This is common passwords put together, or one thing again and again. "
                "Take words that do not belong together.",
                code="password_put_together",
            )

    def is_put_together(self, typed, pieces):
        if not typed:
            return True
        if not pieces:
            return False
        return any(
            typed[:end] in self.passwords and self.is_put_together(typed[end:], pieces - 1)
            for end in range(1, len(typed) + 1)
        )

    def get_help_text(self):
        return "It cannot be put together from common passwords."
