"""docs/content-checks.md names rules and tests; all of them exist."""

import re
from fnmatch import fnmatch
from pathlib import Path

from content.review.rulebook import read_rulebook

ROOT = Path(__file__).resolve().parents[2]
LIST = (ROOT / "docs/content-checks.md").read_text()
OWN_FILE = "tests/content/starter_pages/test_content_checks.py"


def rows():
    """Pairs: the check, and what its row says of what holds it."""
    cells = [line.strip("|").split("|") for line in LIST.splitlines() if re.match(r"\| C\d", line)]
    return {cell[0].strip(): (cell[2].strip(), cell[3]) for cell in cells}


def test_all_45_checks_are_listed_and_each_of_a_machine_is_held():
    assert list(rows()) == [f"C{number:02}" for number in range(1, 46)]
    assert [name for name, (kind, held) in rows().items() if kind != "H" and "`" not in held] == []


def test_each_test_on_the_list_exists():
    named = re.findall(r"`(?:(tests/[\w/.]+)::)?(test_\w+)`", LIST)
    missing = [name for file, name in named if f"def {name}(" not in (ROOT / (file or OWN_FILE)).read_text()]

    assert len(named) > 30
    assert missing == []


def test_each_rule_on_the_list_exists():
    rulebook = read_rulebook()
    known = {*rulebook.rules, *(need.rule.id for need in rulebook.requirements)}
    held = " ".join(held for _, held in rows().values())
    named = re.findall(r"(?<![\w/])`([\w-]+(?:\.[\w*-]+)?)`", held)
    rules = [name for name in named if not name.startswith("test_") and not name.endswith(".toml")]

    assert len(rules) > 80
    assert [name for name in rules if not any(fnmatch(rule, name) for rule in known)] == []
