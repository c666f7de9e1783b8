"""The drawings: each says in words all that its lines say, and is seen by everybody."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from content.blocks.pictures import IllustrationBlock
from tests.builders.pages import make_information_page, make_source

CSS = Path(settings.BASE_DIR) / "static/css"
DRAWINGS = [name for name, _ in IllustrationBlock().child_blocks["drawing"].field.choices]
IN_WORDS = {
    "visit": [
        "from the start of an infusion to 2 hours",
        "minutes 0 to 40",
        "Strongest around 40 minutes",
        "Mostly over by 1.5 to 2 hours",
        "staff watch you for at least 2 hours",
        "A sketch, not a measurement.",
    ],
    "synapse": [
        "1. A nerve cell passes a signal",
        "glutamate",
        "2. Ketamine blocks one kind of receptor",
        "NMDA",
        "3. New links may grow",
        "the leading idea, not proven",
        "animal studies",
        "Simplified",
    ],
    "series": [
        "Usually 6 infusions in 2 to 3 weeks",
        "In 2 weeks 3 infusions a week",
        "In 3 weeks 2 infusions a week",
        "Weeks 1 to 4 twice a week",
        "Weeks 5 to 8 once a week",
        "From week 9 once a week or every 2 weeks",
    ],
}


def drawn(name):
    return render_to_string(f"illustrations/{name}.html")


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def classes_of_lines(name):
    return set(re.findall(r'<path class="([^" ]+)', drawn(name)))


def drawings_at(address, client):
    words = words_of(client.get(address).content.decode())
    return [name for name in DRAWINGS if all(phrase in words for phrase in IN_WORDS[name])]


def block(drawing, *sources, caption=""):
    return ("illustration", {"drawing": drawing, "caption": caption, "sources": list(sources)})


def test_these_are_the_drawings():
    assert set(DRAWINGS) == set(IN_WORDS)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_says_in_words_what_its_lines_say(name):
    words = words_of(drawn(name))

    assert [phrase for phrase in IN_WORDS[name] if phrase not in words] == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_holds_no_words_and_is_not_read_aloud_twice(name):
    pictures = re.findall(r"<svg.*?</svg>", drawn(name), re.S)

    assert pictures
    assert [picture for picture in pictures if 'aria-hidden="true"' not in picture] == []
    assert [picture for picture in pictures if words_of(picture)] == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_may_stand_on_a_page_twice_and_takes_its_look_from_classes(name):
    html = drawn(name)

    assert " id=" not in html
    assert not re.search(r"\s(style|fill|stroke)=", html)


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_line_has_a_colour_and_another_for_readers_who_bring_their_own(name):
    looks = "".join(path.read_text() for path in (CSS / "components").glob("*.css"))
    own_colours = (CSS / "modes.css").read_text()
    lines = classes_of_lines(name)

    assert lines
    assert {line for line in lines if f".{line}" not in looks} == set()
    assert {line for line in lines if f".{line}" not in own_colours} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", DRAWINGS)
def test_an_editor_puts_a_drawing_in_a_page_with_its_sources(client, name):
    page = make_information_page(body=[block(name, make_source("R51"), caption="As studies describe it.")])

    shown = client.get(page.get_url()).content.decode()

    assert words_of(drawn(name)) in words_of(shown)
    assert "As studies describe it." in shown
    assert shown.count('href="#source-R51"') == 1
    assert " style=" not in shown
