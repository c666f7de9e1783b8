"""What the documents say of the repository is so."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
FOLDERS = "accounts|clinic_site|contact|content|deploy|docs|script|static|templates|tests|trials"
NAMED = re.compile(rf"`((?:{FOLDERS})/[\w./-]*)(?:::\w+)?`")


def paths_in(document):
    return set(NAMED.findall(document.read_text()))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_file_that_a_document_names_is_there(document):
    assert [path for path in paths_in(document) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_test_that_a_document_names_is_there(document):
    tests = {path.name for path in (ROOT / "tests").rglob("test_*.py")}

    assert set(re.findall(r"`(?:[\w/]+/)?(test_\w+\.py)", document.read_text())) - tests == set()


def test_documents_name_files():
    assert len(paths_in(ROOT / "docs/developing.md")) > 30
