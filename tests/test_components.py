"""What the site is built from is pinned, so that a list of components is what is really there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[A-Za-z0-9.]+( *#.*)?")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-many-hosts.txt"])
def test_every_package_is_pinned_to_one_version(name):
    lines = (ROOT / name).read_text().splitlines()
    packages = [line for line in lines if line and not line.startswith(("#", "-r "))]

    assert packages
    assert [line for line in packages if not PINNED.fullmatch(line.strip())] == []
