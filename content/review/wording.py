"""Finds what a page may not say, sentence by sentence."""

from .sentences import is_question
from .statements import statements_of


def check(page, rulebook, today):
    for statement in statements_of(page, rulebook.words["medicine"]):
        for rule in rulebook.wordings:
            if is_meant_for(rule, statement, rulebook) and is_broken(rule, statement, rulebook.denial):
                yield rule.finding(statement.place, statement.sentence)


def is_broken(rule, statement, denial):
    return any(is_caught(rule, pattern, statement, denial) for pattern in rule.patterns)


def is_meant_for(rule, statement, rulebook):
    """A question claims nothing, unless it is one of those that state what they ask."""
    if rule.kinds and statement.kind not in rule.kinds:
        return False
    asks = is_question(statement.meaning) and not rulebook.words["rhetorical"].search(statement.meaning)
    return rule.in_questions or not asks


def is_caught(rule, pattern, statement, denial):
    for found in pattern.words.finditer(statement.meaning):
        if not is_cleared(rule, found, statement, denial):
            return not is_excepted(rule, pattern, statement)
    return False


def is_excepted(rule, pattern, statement):
    return bool(
        (pattern.unless and pattern.unless.search(statement.meaning))
        or (rule.unless and rule.unless.search(statement.meaning))
        or (rule.unless_nearby and rule.unless_nearby.search(statement.nearby))
    )


def is_cleared(rule, found, statement, denial):
    """A pattern may name the words that a negation has to reach with (?P<key>...)."""
    key = "key" if "key" in found.re.groupindex and found["key"] else 0
    match rule.negation:
        case "clears":
            return denial.denies(statement, found.start(key), found.end(key))
        case "is the claim":
            return denial.disclaims(statement, found.start(), found.end())
    return False
