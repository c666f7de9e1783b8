"""Every page is valid HTML, as two checkers read it: html-validate, and the Nu checker of the W3C."""

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
NODE_MODULES = ROOT / "node_modules"

# Nu finds roles on the rows and cells of a table needless. They are needed: on phones these are blocks, and Safari
# takes a table in blocks for no table at all unless it is told.
NEEDLESS_TO_NU = [f"The “role” attribute must not be used on a “{element}” element" for element in ("tr", "th", "td")]


@pytest.fixture
def sent(readings, tmp_path):
    """A folder with the HTML of every place as it was sent, and which file is which place."""
    names = {f"{number:02}.html": name for number, name in enumerate(readings)}
    for file, name in names.items():
        (tmp_path / file).write_text(readings[name].html)
    return tmp_path, names


def run(*command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


def test_html_validate_finds_nothing(sent):
    folder, names = sent
    report = folder / "report.json"

    done = run(NODE_MODULES / ".bin/html-validate", "-c", ".htmlvalidate.cjs", "--formatter", f"json={report}", folder)

    assert report.exists(), done.stdout + done.stderr
    found = [
        f"{names[Path(result['filePath']).name]}, line {message['line']}: {message['ruleId']}: {message['message']}"
        for result in json.loads(report.read_text())
        for message in result["messages"]
    ]
    assert not found, "\n".join(found)


def test_the_nu_checker_finds_nothing(sent):
    folder, names = sent
    checker = NODE_MODULES / "vnu-jar/build/dist/vnu.jar"

    done = run("java", "-jar", checker, "--format", "json", *sorted(folder.glob("*.html")))

    found = [
        f"{names[Path(message['url']).name]}, line {message.get('lastLine')}: {message['message']}"
        for message in json.loads(done.stderr)["messages"]
        if message["type"] != "info" and not message["message"].startswith(tuple(NEEDLESS_TO_NU))
    ]
    assert not found, "\n".join(found)
