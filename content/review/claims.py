"""Finds what a page may not say, sentence by sentence. The patterns are in rules/*.toml."""

import re
from dataclasses import dataclass
from functools import cached_property

from .likelihood import read_model
from .normalizing import plain, stems_of
from .page import Kind
from .reading import is_question, sentences_of

# The rule by which the model advises.
LIKELY = "likely-claim"


def check_claims(page, rulebook, today):
    for statement in statements_of(page, rulebook):
        broken = rules_broken_by(statement, rulebook)
        for rule in broken:
            yield rule.finding(statement.place, statement.sentence)
        if not broken and reads_like_a_claim(statement, rulebook):
            yield rulebook[LIKELY].finding(statement.place, statement.sentence)


def rules_broken_by(statement, rulebook):
    return [
        rule
        for rule in rulebook.wordings
        if is_meant_for(rule, statement, rulebook) and is_broken(rule, statement, rulebook.denial)
    ]


def reads_like_a_claim(statement, rulebook):
    """Whether the model suspects a sentence in which no rule found anything."""
    rule = rulebook.rules.get(LIKELY)
    return bool(
        rule
        and is_meant_for(rule, statement, rulebook)
        and not (rule.unless and rule.unless.search(statement.meaning))
        and read_model().suspects(statement.sentence)
    )


def is_broken(rule, statement, denial):
    return any(is_caught(rule, pattern, statement, denial) for pattern in rule.patterns)


def is_meant_for(rule, statement, rulebook):
    """A question claims nothing, unless it is one of those that state what they ask."""
    if (rule.kinds and statement.kind not in rule.kinds) or (rule.needs_fact and statement.has_fact):
        return False
    asks = is_question(statement.meaning) and not rulebook.words["rhetorical"].search(statement.meaning)
    return rule.in_questions or not asks


def is_caught(rule, pattern, statement, denial):
    for start, end in places_of(pattern, statement):
        if not is_cleared(rule, start, end, statement, denial):
            return not is_excepted(rule, pattern, statement)
    return False


def places_of(pattern, statement):
    """Where the pattern is met. It may name the words that a negation has to reach with (?P<key>...)."""
    for found in pattern.words.finditer(statement.stems.text if pattern.any_form else statement.meaning):
        span = found.span("key" if "key" in found.re.groupindex and found["key"] else 0)
        yield statement.stems.span(*span) if pattern.any_form else span


def is_excepted(rule, pattern, statement):
    return bool(
        (pattern.unless and pattern.unless.search(statement.stems.text if pattern.any_form else statement.meaning))
        or (rule.unless and rule.unless.search(statement.meaning))
        or (rule.unless_nearby and rule.unless_nearby.search(statement.nearby))
    )


def is_cleared(rule, start, end, statement, denial):
    match rule.negation:
        case "clears":
            return denial.denies(statement, start, end)
        case "is the claim":
            return denial.disclaims(statement, start, end)
    return False


@dataclass(frozen=True)
class Denial:
    """The patterns of words that deny a claim, from rules/negation.toml, which explains each of them."""

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
    """The part of a boundary that belongs to the clause after it: all but its comma."""
    return mark[0].lstrip(",;:()\u2013\u2014-!? ")


IT = re.compile(r"\b(it|this (?:treatment|medicine|therapy))\b", re.IGNORECASE)
# A heading block is read together with the block under it.
HEADING = "heading"
ANSWER = re.compile(r"(?:yes|no|never|not at all|not really|absolutely|of course|certainly)\b", re.IGNORECASE)
ANSWERS_NO = re.compile(r"(?:no|never|not)\b|\w{1,20}(?: course)? not\b", re.IGNORECASE)
ASKED = re.compile(
    r"(is|are|was|has|have|does|do|can|could|will|would) "
    r"(it|they|there|i|you|(?:(?:the|this|an?|iv) )?[\w-]+(?: (?:treatments?|therapy|infusions?|nasal spray|spray))?) "
    r"(.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """`sentence` is what the page says, `meaning` the same with names for pronouns, `nearby` the block around it.

    `has_fact`: that block names a fact whose wording was approved.
    """

    sentence: str
    meaning: str
    place: str
    kind: Kind
    nearby: str
    next: str = ""
    has_fact: bool = False

    @cached_property
    def stems(self):
        return stems_of(self.meaning)


def statements_of(page, rulebook):
    topic = topic_of(page.title, rulebook.words["medicine"])
    yield from statements_in([(passage, passage.text, False) for passage in page.head], topic, rulebook)
    under_heading = []
    for block in page.blocks:
        has_fact = not rulebook.approved.isdisjoint(block.facts)
        under_heading += [(passage, block.text, has_fact) for passage in block.passages]
        if block.kind != HEADING:
            yield from statements_in(under_heading, topic, rulebook)
            under_heading = []
    yield from statements_in(under_heading, topic, rulebook)


def statements_in(passages, topic, rulebook):
    """A pronoun may stand for one of the names of the medicine."""
    medicine, respell = rulebook.words["medicine"], rulebook.respell
    sentences = [(sentence, *passage) for passage in passages for sentence in sentences_of(passage[0].text)]
    befores = ["", *(sentence for sentence, *_ in sentences)]
    afters = [*(sentence for sentence, *_ in sentences[1:]), ""]
    for (sentence, passage, nearby, has_fact), before, after in zip(sentences, befores, afters, strict=False):
        around = {"place": passage.place, "kind": passage.kind, "nearby": nearby, "next": plain(after)}
        around |= {"has_fact": has_fact}
        if is_question(before) and ANSWER.match(sentence):
            meaning = answered(with_name(plain(before), topic, medicine), plain(sentence))
            yield Statement(f"{before} {sentence}", respell(meaning), **around)
        yield Statement(sentence, respell(with_name(plain(sentence), topic, medicine)), **around)
        topic = topic_of(sentence, medicine) or topic


def topic_of(text, medicine):
    found = medicine.search(text)
    return found[0].lower() if found else ""


def with_name(sentence, name, medicine):
    """Puts a name for the first pronoun of a sentence that has none."""
    return sentence if not name or medicine.search(sentence) else IT.sub(name, sentence, count=1)


def answered(question, answer):
    """ "Is it safe?" with "No." becomes "it is not safe"."""
    question = question.rstrip("?!.\"') ")
    negation = "not " if ANSWERS_NO.match(answer) else ""
    asked = ASKED.match(question)
    if not asked:
        return negation + question
    verb, subject, rest = asked.groups()
    return f"{subject} {verb.lower()} {negation}{rest}"
