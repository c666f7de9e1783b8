"""What a form says of a phone or fax number. A number that a person may be able to call is never refused."""

from contact.clinic.phone_numbers import digits, find_numbers
from contact.requests.forms.soft_questions import SoftQuestion

NO_NUMBER = "There's no number here that we could call. Add one, like 207-555-0142"
KEEP = "Yes, it's right"
# A number of North America, the same without its area code, and the shortest that anybody can call.
WHOLE, LOCAL, SHORTEST = 10, 7, 3


def may_be_number(typed):
    return "@" not in typed and len(digits(typed)) >= SHORTEST


def has_letters(typed):
    return any(character.isalpha() for character in typed)


def questions_about(names, answers):
    """Yields a question for each of these fields that holds no number that can be called as typed."""
    for name in names:
        typed = answers.get(name, "")
        if may_be_number(typed) and not find_numbers(typed):
            yield SoftQuestion(name, doubt_about(typed), KEEP)


def doubt_about(typed):
    count = len(digits(typed))
    if count == LOCAL:
        return "This number has no area code. Is it right?"
    if count < LOCAL and has_letters(typed):
        return "We can't tell which number this is. Is it right?"
    if count == WHOLE:
        return "It looks as if no one can call this number. Is it right?"
    return f"This number has {count} digits. Is it right?"
