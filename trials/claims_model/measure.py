"""How many sentences nobody wrote rules from are told apart: python -m trials.claims_model.measure FOLDER

The folder has false.toml and true.toml, each a list of [[sentence]] with `text` and `kind`. It prints what
docs/content-checks.md reports, and never the sentences: whoever reads them cannot measure with them again.
"""

import sys
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

from content.review import ReviewedPage, examine
from content.review.page import Block, Passage

ADVICE = {"unsourced-claim", "likely-claim"}
HELD_OUT = Path(__file__).parent / "held_out"


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HELD_OUT
    false, true = (verdicts_on(folder / name) for name in ("false.toml", "true.toml"))
    print("| Kind | Claims | Stopped by an error | Found, with advice |\n|---|---|---|---|")
    for kind in sorted({kind for kind, *_ in false}):
        print(row(kind.replace("_", " "), [one for one in false if one[0] == kind]))
    print(row("All", false))
    for name, column in (("Errors", 1), ("Errors and advice", 2)):
        caught, alarms = (sum(one[column] for one in found) for found in (false, true))
        print(f"{name}: recall {caught / len(false):.2f}, precision {caught / (caught + alarms):.2f}.")
        print(f"  {caught} of {len(false)} claims, {alarms} of {len(true)} true sentences")


def verdicts_on(path):
    """The kind of each sentence, whether an error stops it, and whether anything finds it."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]
    return [(entry["kind"], *verdict(entry["text"])) for entry in entries]


def verdict(text):
    block = Block("text", "Text", (Passage(text, "Text"),))
    page = ReviewedPage("information", "/page/", "What to know", blocks=(block,))
    found = [one for one in examine(page, date.today()) if is_claim(one.rule)]
    return any(one.is_error for one in found), bool(found)


def is_claim(rule):
    return rule in ADVICE or (rule[0] in "FC" and rule[1].isdigit())


def row(label, verdicts):
    counts = Counter()
    for _, stopped, found in verdicts:
        counts.update(stopped=stopped, found=found)
    return f"| {label} | {len(verdicts)} | {counts['stopped']} | {counts['found']} |"


if __name__ == "__main__":
    main()
