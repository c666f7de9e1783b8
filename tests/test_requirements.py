"""What pip and npm install: pinned, with hashes, for every Python and npm that the site promises, from anywhere."""

import json
import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[1]
NAMES = ["requirements", "requirements-many-hosts", "requirements-dev"]
PIN_AND_HASHES = re.compile(r"[\w.-]+==\S+( ; [^\\]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+")


def compiled(name):
    return (ROOT / f"{name}.txt").read_text()


def pins(name):
    lines = re.findall(r"^[\w.-]+==[^\\]+", compiled(name), re.MULTILINE)
    return {pin.name: pin for pin in map(Requirement, lines)}


def asked_for(name):
    lines = (ROOT / f"{name}.in").read_text().splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]


def installed():
    """The metadata of every pin that belongs on this system and its Python."""
    wanted = [pin for pin in pins("requirements-dev").values() if pin.marker is None or pin.marker.evaluate()]
    return [(pin, metadata(pin.name)) for pin in wanted]


def too_new_for(python):
    return {pin.name for pin, about in installed() if python not in SpecifierSet(about.get("Requires-Python", ""))}


def test_no_pin_needs_a_newer_python_than_the_site():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    oldest = project["requires-python"].removeprefix(">=")

    assert too_new_for(oldest) == set()


def test_a_pin_that_needs_a_newer_python_is_noticed():
    assert {"django", "ruff"} & too_new_for("3.9") == {"django"}


def test_what_is_installed_is_what_is_pinned():
    assert {pin.name: about["Version"] for pin, about in installed() if about["Version"] not in pin.specifier} == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_pin_has_hashes_and_nothing_names_a_place(name):
    without_comments = re.sub(r"^ *#.*\n", "", compiled(name), flags=re.MULTILINE)

    assert len(pins(name)) > 40
    assert PIN_AND_HASHES.sub("", without_comments) == ""
    assert re.findall(r"://|--find-links|(?<!\w)/\w+/", compiled(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_asked_for_is_what_was_compiled(name):
    found = pins(name)

    assert [pin.name for pin in asked_for(name) if found[pin.name.lower()].specifier != pin.specifier] == []


def test_each_file_holds_all_of_the_one_before():
    # Without markers: what comes along twice is pinned for the systems of both who ask for it.
    site, many_hosts, dev = [{(pin.name, str(pin.specifier)) for pin in pins(name).values()} for name in NAMES]

    assert site < many_hosts < dev


def test_debians_npm_can_read_what_is_pinned():
    """npm 9 stops at a tag such as "latest" that something overrides, and takes a tag in a lock file for a mismatch."""
    package = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"].values()

    assert "overrides" not in package
    assert [entry for entry in locked if "latest" in entry.get("dependencies", {}).values()] == []
    assert [entry for entry in locked if "resolved" in entry] == []
