"""Which app and which folder may import which."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = Path(sys.executable).parent
FORBIDDEN = {
    "accounts": {"content", "contact", "clinic_site", "tests"},
    "content": {"accounts", "contact", "clinic_site", "tests"},
    "contact": {"accounts", "content", "clinic_site", "tests"},
    "clinic_site": {"tests"},
}
# Where Django itself looks for a module called base.
NAMED_BY_DJANGO = {"settings", "sqlite3"}
VAGUE_NAMES = {"utils", "common", "core", "base", "helpers", "misc"}


def modules_of(folder):
    return sorted((ROOT / folder).rglob("*.py"))


def imports_of(path):
    """Every module that the file at `path` imports, by its full dotted name."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*start, *filter(None, [node.module])])


@pytest.mark.parametrize("app", FORBIDDEN)
def test_an_app_imports_nothing_that_it_must_not(app):
    reached = {name.split(".")[0] for path in modules_of(app) for name in imports_of(path)}

    assert reached
    assert reached & FORBIDDEN[app] == set()


def test_folders_import_only_what_stands_below_them_and_in_no_circle():
    """The order is in pyproject.toml; imports inside functions count."""
    # In a process of its own, since it disables the loggers that are there.
    done = subprocess.run([PROGRAMS / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_the_models_of_contact_are_defined_in_its_folders():
    nodes = ast.parse((ROOT / "contact/models/__init__.py").read_text()).body
    sources = {node.module.split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}

    assert {type(node) for node in nodes} == {ast.ImportFrom, ast.Assign}
    assert sources == {"contact"}


def test_the_rules_of_review_know_no_framework():
    reached = {path.stem: set(imports_of(path)) for path in modules_of("content/review")}
    frameworks = {"django", "wagtail", "bs4"}
    bound = {name for name, imported in reached.items() if {module.split(".")[0] for module in imported} & frameworks}

    assert len(reached) > 5
    assert bound == set()


def test_no_module_hides_behind_a_vague_name():
    named = {path.stem for app in FORBIDDEN for path in modules_of(app) if path.parent.name not in NAMED_BY_DJANGO}
    folders = {path.parent.name for app in FORBIDDEN for path in modules_of(app)}

    assert (named | folders) & VAGUE_NAMES == set()


def test_nothing_reads_outside_the_repository():
    texts = {path: path.read_text() for app in FORBIDDEN for path in modules_of(app)}

    assert [path for path, text in texts.items() if "../shared" in text] == []


def test_only_starter_pages_go_live_before_their_review():
    files = {path for app in FORBIDDEN for path in modules_of(app) if "before_any_review" in path.read_text()}

    assert {str(path.relative_to(ROOT)) for path in files} == {
        "content/publishing/publish_guard.py",
        "content/starter/loader.py",
    }
