"""The rules, and how they are read: one file a subject, with words that several rules share in vocabulary.toml."""

import re
import tomllib
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

from .claims import Denial
from .dates import ExpiringFact
from .normalizing import Respelling, loosely_spaced, phrase
from .reading import Replacement, Term

NEGATIONS = {"clears", "is the claim", "does not matter"}


class Severity(StrEnum):
    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True)
class Finding:
    """`sentence` is quoted from the page; it is empty when something is missing."""

    rule: str
    severity: Severity
    sentence: str
    place: str
    reason: str
    remedy: str

    @property
    def is_error(self):
        return self.severity == Severity.ERROR


class Findings(tuple):
    """The findings of one page, errors first."""

    __slots__ = ()

    def __new__(cls, findings=()):
        return super().__new__(cls, sorted(dict.fromkeys(findings), key=lambda finding: not finding.is_error))

    @property
    def errors(self):
        return [finding for finding in self if finding.is_error]

    @property
    def advice(self):
        return [finding for finding in self if not finding.is_error]

    @property
    def has_errors(self):
        return any(finding.is_error for finding in self)


@dataclass(frozen=True)
class Pattern:
    """Words to look for, and words of the same sentence that make them harmless. `any_form`: both are stems."""

    words: re.Pattern
    unless: re.Pattern | None = None
    any_form: bool = False


@dataclass(frozen=True)
class Rule:
    """`negation` says what a "not" does: it clears the sentence, it is the claim itself, or it does not matter.

    `unless` looks at the sentence, `unless_nearby` at the block around it. `needs_fact`: a fact whose wording was
    approved clears its block. `limit` is for rules that count, `measure` names one of Measures, with its own `at_most`
    at some addresses.
    """

    id: str
    catches: str
    reason: str
    remedy: str
    severity: Severity
    subject: str = ""
    patterns: tuple[Pattern, ...] = ()
    unless: re.Pattern | None = None
    unless_nearby: re.Pattern | None = None
    negation: str = "clears"
    in_questions: bool = False
    needs_fact: bool = False
    kinds: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    limit: int = 0
    measure: str = ""
    at_least: float | None = None
    at_most: float | None = None
    at_most_at: dict[str, float] = field(default_factory=dict)
    not_kinds: frozenset[str] = frozenset()

    def finding(self, place, sentence="", **details):
        """`details` fill in the placeholders of the reason and the remedy, such as {words}."""
        details = {"limit": self.limit} | details
        reason, remedy = self.reason.format(**details), self.remedy.format(**details)
        return Finding(self.id, self.severity, sentence, place, reason, remedy)


@dataclass(frozen=True)
class Requirement:
    """What a page must have. Any one of `text`, `block`, `link`, `choice` and the ways to cite will do."""

    rule: Rule
    kinds: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    not_at: frozenset[str] = frozenset()
    text: re.Pattern | None = None
    block: str = ""
    link: re.Pattern | None = None
    choice: str = ""
    cited: bool = False
    cited_block: str = ""
    cited_together: frozenset[str] = frozenset()
    first_words: int = 0

    def applies_to(self, page):
        return page.address not in self.not_at and (page.kind in self.kinds or page.address in self.addresses)


OUR_RULES = Path(__file__).parent / "rules"
VOCABULARY = "vocabulary.toml"
DENIAL = "negation.toml"
PLAIN = {"id", "catches", "reason", "remedy", "limit", "in_questions", "needs_fact"}
PLAIN |= {"measure", "at_least", "at_most", "at_most_at"}
EXPRESSIONS = {"unless", "unless_nearby"}
RULE_NAMES = PLAIN | EXPRESSIONS | {"severity", "patterns", "phrases", "kinds", "not_kinds", "sources", "negation"}
NEED_NAMES = {
    "name",
    "what",
    "say",
    "text",
    "block",
    "link",
    "choice",
    "cited",
    "cited_block",
    "cited_together",
    "first_words",
}


class RuleProblem(Exception):
    """A mistake in a file of rules."""


@dataclass(frozen=True)
class Rulebook:
    rules: dict[str, Rule]
    denial: Denial
    requirements: tuple[Requirement, ...] = ()
    expiring_facts: tuple[ExpiringFact, ...] = ()
    terms: tuple[Term, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    words: dict[str, re.Pattern] = field(default_factory=dict)
    approved_digests: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, rule_id):
        return self.rules[rule_id]

    @cached_property
    def approved(self):
        """The facts whose wording was approved."""
        return frozenset(self.approved_digests)

    @cached_property
    def wordings(self):
        """The rules that look for words."""
        return [rule for rule in self.rules.values() if rule.patterns]

    @cached_property
    def respell(self):
        patterns = [pattern.words for rule in self.wordings for pattern in rule.patterns if not pattern.any_form]
        denial = [getattr(self.denial, part.name) for part in fields(Denial)]
        return Respelling(pattern.pattern for pattern in [*patterns, *denial, *self.words.values()])

    @cached_property
    def measured(self):
        return [rule for rule in self.rules.values() if rule.measure]


@cache
def read_rulebook(folder=OUR_RULES):
    vocabulary = read(folder / VOCABULARY)["words"]
    rules, requirements, facts, terms, replacements, approved = {}, [], [], [], [], {}
    for path in sorted(folder.glob("*.toml")):
        data = read(path)
        for entry in data.get("rule", []):
            rule = rule_of(entry, path.stem, vocabulary)
            if rule.id in rules:
                raise RuleProblem(f"{path.name}: there are two rules {rule.id}.")
            rules[rule.id] = rule
        requirements += [need for entry in data.get("required", []) for need in requirements_of(entry, vocabulary)]
        approved |= data.get("approved", {})
        facts += [fact_of(entry, vocabulary) for entry in data.get("fact", [])]
        terms += [term_of(entry, vocabulary) for entry in data.get("term", [])]
        replacements += [replacement_of(entry, vocabulary) for entry in data.get("replacement", [])]
    denial = denial_of(read(folder / DENIAL)["denial"])
    words = {name: compiled(text, vocabulary) for name, text in vocabulary.items()}
    lists = (tuple(entries) for entries in (requirements, facts, terms, replacements))
    return Rulebook(rules, denial, *lists, words, approved)


def read(path):
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleProblem(f"{path.name} cannot be read: {error}") from error


def rule_of(entry, subject, vocabulary):
    check_names(entry, RULE_NAMES, entry.get("id", subject))
    negation = entry.get("negation", "clears")
    if negation not in NEGATIONS:
        raise RuleProblem(f'{entry["id"]}: negation "{negation}" is none of {", ".join(sorted(NEGATIONS))}.')
    return Rule(
        **{name: entry[name] for name in PLAIN & set(entry)},
        **{name: compiled(entry[name], vocabulary, loosely_spaced) for name in EXPRESSIONS & set(entry)},
        severity=Severity(entry["severity"]),
        subject=subject,
        patterns=tuple(patterns_of(entry, vocabulary)),
        kinds=frozenset(entry.get("kinds", [])),
        not_kinds=frozenset(entry.get("not_kinds", [])),
        sources=frozenset(entry.get("sources", [])),
        negation=negation,
    )


def patterns_of(entry, vocabulary):
    """`patterns` are regular expressions; `phrases` are words in any form."""
    for names, written in (("patterns", loosely_spaced), ("phrases", phrase)):
        for given in entry.get(names, []):
            pattern = {"words": given} if isinstance(given, str) else given
            expressions = {name: compiled(text, vocabulary, written) for name, text in pattern.items()}
            yield Pattern(**expressions, any_form=names == "phrases")


def requirements_of(entry, vocabulary):
    """One requirement for each thing that these pages must have; they share their reason."""
    pages = {"kinds": frozenset(entry.get("kinds", [])), "addresses": frozenset(entry.get("addresses", []))}
    pages["not_at"] = frozenset(entry.get("not_at", []))
    for need in entry["must_have"]:
        rule_id = f"{entry['id']}.{need['name']}"
        check_names(need, NEED_NAMES, rule_id)
        what = need["what"]
        remedy = need.get("say", f"Add {what}.").replace("{", "{{").replace("}", "}}")
        rule = Rule(rule_id, f"A page without {what}", f"{entry['reason']} Missing: {what}.", remedy, Severity.ERROR)
        yield Requirement(
            rule,
            **pages,
            **{name: compiled(need[name], vocabulary) for name in ("text", "link") if name in need},
            **{name: need[name] for name in ("block", "choice", "cited", "cited_block", "first_words") if name in need},
            cited_together=frozenset(need.get("cited_together", [])),
        )


def fact_of(entry, vocabulary):
    said_by, cited_by = compiled(entry["said_by"], vocabulary), frozenset(entry.get("cited_by", []))
    return ExpiringFact(**entry | {"said_by": said_by, "cited_by": cited_by})


def denial_of(entry):
    return Denial(**{part.name: compiled(entry[part.name], entry) for part in fields(Denial)})


def term_of(entry, vocabulary):
    expressions = {name: compiled(entry[name], vocabulary) for name in ("name", "explained_by")}
    return Term(**entry | expressions)


def replacement_of(entry, vocabulary):
    return Replacement(compiled(entry["stilted"], vocabulary), entry["natural"])


def check_names(entry, known, where):
    unknown = sorted(set(entry) - known)
    if unknown:
        raise RuleProblem(f"{where}: a rule has no {', '.join(unknown)}.")


def compiled(text, vocabulary, written=str):
    """Fills in shared words, such as {ketamine}; a repetition such as {0,3} is left alone."""
    while re.search(r"\{[a-z_]+\}", text):
        text = re.sub(r"\{([a-z_]+)\}", lambda name: f"(?:{vocabulary[name[1]]})", text)
    return re.compile(written(text), re.IGNORECASE)
