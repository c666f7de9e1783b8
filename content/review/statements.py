"""What each sentence of a page states, with what "it" stands for and what a bare "yes" or "no" answers."""

import re
from dataclasses import dataclass

from .page import Kind
from .sentences import is_question, sentences_of

IT = re.compile(r"\b(it|this (?:treatment|medicine|therapy))\b", re.IGNORECASE)
STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
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
    """`sentence` is what the page says, `meaning` the same with names for pronouns, `nearby` the block around it."""

    sentence: str
    meaning: str
    place: str
    kind: Kind
    nearby: str
    next: str = ""


def statements_of(page, medicine):
    """`medicine` is the pattern of the names that a pronoun may stand for."""
    topic = topic_of(page.title, medicine)
    yield from statements_in([(passage, passage.text) for passage in page.head], topic, medicine)
    under_heading = []
    for block in page.blocks:
        under_heading += [(passage, block.text) for passage in block.passages]
        if block.kind != HEADING:
            yield from statements_in(under_heading, topic, medicine)
            under_heading = []
    yield from statements_in(under_heading, topic, medicine)


def statements_in(passages, topic, medicine):
    sentences = [(sentence, *passage) for passage in passages for sentence in sentences_of(passage[0].text)]
    befores = ["", *(sentence for sentence, _, _ in sentences)]
    afters = [*(sentence for sentence, _, _ in sentences[1:]), ""]
    for (sentence, passage, nearby), before, after in zip(sentences, befores, afters, strict=False):
        around = {"place": passage.place, "kind": passage.kind, "nearby": nearby, "next": after}
        if is_question(before) and ANSWER.match(sentence):
            meaning = answered(with_name(before, topic, medicine), sentence)
            yield Statement(f"{before} {sentence}", meaning, **around)
        yield Statement(sentence, with_name(sentence, topic, medicine), **around)
        topic = topic_of(sentence, medicine) or topic


def topic_of(text, medicine):
    found = medicine.search(text)
    return found[0].lower() if found else ""


def with_name(sentence, name, medicine):
    """Puts a name for the first pronoun of a sentence that has none, and straight quotes for curly ones."""
    sentence = sentence.translate(STRAIGHT)
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
