"""Questions about an answer that may be a slip. They never refuse it: one press of a button sends it as it is.

A form asks each question once, on the page that comes back, where everything typed stays. `take` is a button that
replaces the answer by the suggestion, `keep` one that leaves it. Whoever presses the form's own button instead has seen
the question and keeps, or has corrected, the answer.
"""

from dataclasses import dataclass

from django.forms import Form, ValidationError

SOFT_QUESTION = "soft_question"
# Names of what the form posts beside its fields: the fields asked about on that page, those whose question was answered
# before, and the button that answers one, such as "take:email".
ASKED, SETTLED, ANSWER = "asked_about", "settled", "answer"


@dataclass(frozen=True)
class SoftQuestion:
    """About the answer in `field`. Without a suggestion it only asks whether the answer is right."""

    field: str
    words: str
    keep: str
    suggestion: str = ""
    take: str = ""

    @property
    def answers(self):
        """Pairs of what a button posts and its words."""
        if self.suggestion:
            yield f"take:{self.field}", self.take
        yield f"keep:{self.field}", self.keep


class SoftQuestionsMixin(Form):
    """A form whose `soft_questions` are asked before its answers are taken."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.settled = settled_in(data, self.fields) if self.is_bound else []
        self.open_questions = {}

    def soft_questions(self):
        """Yields a SoftQuestion for each answer in `cleaned_data` that may be a slip."""
        return ()

    def must_not_wait(self):
        """Whether the answers are taken at once, without any question."""
        return False

    def full_clean(self):
        super().full_clean()
        if self.is_bound and not self.must_not_wait():
            for question in list(self.soft_questions()):
                self.ask(question)

    def ask(self, question):
        if question.field not in self.settled:
            self.open_questions[question.field] = self.fields[question.field].question = question
            self.add_error(question.field, ValidationError(question.words, code=SOFT_QUESTION))
        elif question.suggestion and f"take:{question.field}" in posted(self.data, ANSWER):
            # In what was typed, too: the form may come back because of another field.
            self.data = self.data.copy()
            self.data[question.field] = self.cleaned_data[question.field] = question.suggestion


def posted(data, name):
    return data.getlist(name) if hasattr(data, "getlist") else list(filter(None, [data.get(name)]))


def settled_in(data, fields):
    """The fields that are not asked about again."""
    answered = [answer.partition(":")[2] for answer in posted(data, ANSWER)]
    names = posted(data, SETTLED) + (answered or posted(data, ASKED))
    return [name for name in fields if name in names]
