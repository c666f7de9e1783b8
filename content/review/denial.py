"""Whether a sentence denies what it names: "no one can promise a cure" promises none."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Denial:
    """The words that deny; rules/denial.toml says what each kind of them does."""

    negator: re.Pattern
    stress: re.Pattern
    boundary: re.Pattern
    disclaimer: re.Pattern
    contrast: re.Pattern
    taken_back: re.Pattern
    next_takes_back: re.Pattern

    def denies(self, statement, start, end):
        """Whether a negation reaches the words from `start` to `end`."""
        clause = statement.meaning[self.clause_start(statement.meaning, start) : end]
        return bool(self.negator.search(self.stress.sub(" ", clause))) or self.disclaims(statement, start, end)

    def disclaims(self, statement, start, end):
        """Whether the sentence, or the one after it, says that these words are not so or not known.

        For claims that are negative in themselves, such as "not addictive": another "not" beside them clears nothing.
        """
        before, after = statement.meaning[:start], statement.meaning[end:]
        said = self.disclaimer.search(before)
        reaches = said and not self.contrast.search(before, said.end())
        return bool(reaches or self.taken_back.search(after) or self.next_takes_back.match(statement.next))

    def clause_start(self, text, position):
        """Where the clause that holds this position begins."""
        marks = self.boundary.finditer(text, 0, position)
        return max((mark.end() - len(words_held_by(mark)) for mark in marks), default=0)


def words_held_by(mark):
    """A subject or verb that opens a clause belongs to it; only its comma or conjunction ends the one before."""
    return mark[0].lstrip(",;:()\u2013\u2014-!? ")
