"""What compose.yaml and the documents tell an operator to lay down beside the code is in no image and no commit."""

import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = (ROOT / "compose.yaml").read_text()
WORDS = "\n".join(path.read_text() for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
# What .env.example lists can come from a file each; these hold a key or a password.
SECRET = re.compile(r"^(\w*(?:KEY|KEYS|URL))=", re.MULTILINE)
OPEN = {"site_url"}


def in_compose():
    """Files of the checkout that compose.yaml reads and that are not part of it."""
    named = re.findall(r"env_file: (\S+)|file: \./([^}\s]+)|^ *- \./([^:\s]+):", COMPOSE, re.MULTILINE)
    return {name for names in named for name in names if name and not name.startswith("deploy/")}


def as_files():
    """Each secret setting as the file that its *_FILE variant would name."""
    return {name.lower() for name in SECRET.findall((ROOT / ".env.example").read_text())} - OPEN


def in_documents():
    """Files that end as secrets do, and folders below DATA_DIR, wherever a document puts them."""
    return {Path(name).name for name in re.findall(r"[\w./-]*\.(?:env|pem|sqlite3|backup)\b", WORDS)} | {"var", ".env"}


LAID_DOWN = sorted(in_compose() | as_files() | in_documents())


def test_the_list_is_made_of_what_is_there():
    assert {"clinic.env", "database_url", "postgres_password", "certificates"} <= in_compose()
    assert {"secret_key", "field_keys", "blind_index_key", "email_url"} <= as_files()
    assert "clinic.env" in in_documents()


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """One with our .gitignore, so that it does not matter how this checkout came here."""
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    (folder / ".gitignore").write_text((ROOT / ".gitignore").read_text())
    return folder


@pytest.mark.parametrize("name", LAID_DOWN)
def test_no_commit_takes_it(repository, name):
    asked = f"{name}/file" if name in {"var", "certificates"} else name

    assert subprocess.run(["git", "check-ignore", "--quiet", asked], cwd=repository).returncode == 0


def is_kept_out_of_the_image(name):
    """As Docker reads .dockerignore: from the top folder down, the last rule that fits."""
    kept_out = False
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        rule, brings_back = line.lstrip("!"), line.startswith("!")
        if fnmatch(name, rule) or fnmatch(name, rule.removeprefix("**/")):
            kept_out = not brings_back
    return kept_out


@pytest.mark.parametrize("name", LAID_DOWN)
def test_no_image_takes_it(name):
    assert is_kept_out_of_the_image(name)


@pytest.mark.parametrize("name", [".env.example", "manage.py", "content", "requirements.txt"])
def test_the_image_has_what_it_needs(name):
    assert not is_kept_out_of_the_image(name)
