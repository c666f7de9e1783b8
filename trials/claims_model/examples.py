"""The sentences that the model is trained on: the corpus of the tests, and the starter pages."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from content.review.reading import sentences_of

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests/content/review"
PAGES = ROOT / "content/starter/en"
NOT_WORDS = {"sources", "facts", "block", "drawing", "type", "slug", "kind", "level", "action", "image", "among"}
TAG, END_OF_PART = re.compile(r"<[^>]+>"), re.compile(r"</(?:p|li|h\d|td|th|caption)>")
FEWEST_WORDS = 3


@dataclass(frozen=True)
class Example:
    """`group` is "claims", "harmless" or "starter"."""

    sentence: str
    kind: str
    group: str

    @property
    def is_claim(self):
        return self.group == "claims"


def examples():
    return [
        *in_file("false_claims.toml", "claims"),
        *in_file("true_sentences.toml", "harmless"),
        *in_folder("false", "claims"),
        *in_folder("harmless", "harmless"),
        *of_starter_pages(),
    ]


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def in_file(name, group):
    return [Example(one, kind, group) for kind, found in read(CORPUS / name).items() for one in found]


def in_folder(verdict, group):
    files = [read(path)[verdict] for path in sorted((CORPUS / "sentences").glob("*.toml"))]
    return [Example(one, kind, group) for file in files for kind, found in file.items() for one in found]


def of_starter_pages():
    words = [text for path in sorted(PAGES.glob("*.toml")) for text in texts_in(read(path))]
    found = dict.fromkeys(sentence for text in words for sentence in sentences_of(without_tags(text)))
    return [Example(one, "page", "starter") for one in found if len(one.split()) >= FEWEST_WORDS]


def texts_in(value):
    match value:
        case str():
            yield value
        case dict():
            yield from (text for name, part in value.items() if name not in NOT_WORDS for text in texts_in(part))
        case list():
            yield from (text for part in value for text in texts_in(part))


def without_tags(text):
    return TAG.sub("", END_OF_PART.sub("\n", text))
