"""What one visit to every place shows. In one file, so that one process goes there, once.

Every page is valid HTML, as two checkers read it: html-validate, and the Nu checker of the W3C. The browser has nothing
to complain about, asks nobody else, and finds no script and no loose style.
"""

import json
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.journeys.every_page.paper import SHEET, sheets_of_questions, sheets_on_paper
from tests.journeys.every_page.places import PLACES
from tests.journeys.every_page.reading import MEASURED

ROOT = Path(__file__).resolve().parents[3]
NODE_MODULES = ROOT / "node_modules"
FEWEST_PAGES_WITH_QUESTIONS = 13

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


def test_the_browser_complains_of_nothing(readings):
    found = [f"{name}: {words}" for name, reading in readings.items() for words in reading.complaints]

    assert not found, "\n".join(found)


def test_no_page_asks_another_host(readings, public_site):
    hosts = {host for reading in readings.values() for host in reading.hosts}

    assert hosts == {urlsplit(public_site).netloc}


def test_no_page_has_a_script_or_a_style_of_its_own(readings):
    found = [f"{name}: {element}" for name, reading in readings.items() for element in reading.loose]

    assert not found, "\n".join(found)


def test_what_is_measured_is_on_some_page(readings):
    unseen = MEASURED.difference(*(reading.seen for reading in readings.values()))

    assert unseen == set(), "These are on no page any more; name what took their place."


def test_the_questions_to_ask_are_printed_alone_on_one_sheet(open_page, readings):
    page, sheets = open_page(**SHEET), {}
    for name in [name for name, reading in readings.items() if "questions__sheet" in reading.html]:
        PLACES[name](page)
        sheets[name] = sheets_of_questions(page)

    assert len(sheets) >= FEWEST_PAGES_WITH_QUESTIONS
    assert set(sheets.values()) == {1}, sheets


def test_each_day_sheet_is_one_sheet_of_paper(open_page, readings):
    page, sheets = open_page(**SHEET), {}
    for name in [name for name, reading in readings.items() if "day-sheet__parts" in reading.html]:
        PLACES[name](page)
        sheets[name] = sheets_on_paper(page)

    assert len(sheets) == 2
    assert set(sheets.values()) == {1}, sheets
