"""What the staff home tells those who write pages: facts to look up again."""

from datetime import date

import pytest

from content.editor.staff_home import facts_to_look_up
from content.review.rulebook import read_rulebook
from tests.builders.pages import make_information_page
from tests.builders.staff import make_staff

pytestmark = pytest.mark.django_db


def words(lines):
    return [line.words for line in lines]


def test_staff_who_write_no_pages_are_told_nothing_of_them():
    make_information_page("costs", title="Costs")

    for role in ("Triage", "Practice managers"):
        user = make_staff(role.split()[0].lower(), role)
        assert words(facts_to_look_up(user, date(2027, 6, 1))) == []


def test_a_fact_is_to_be_looked_up_30_days_before_its_day():
    editor = make_staff("eli", "Editors")

    assert checked_before(facts_to_look_up(editor, date(2026, 11, 14))) == []
    (line,) = checked_before(facts_to_look_up(editor, date(2026, 11, 15)))
    assert line.words.startswith("Look up by December 15, 2026 whether this still holds: A federal rule allows")
    assert not line.is_urgent
    assert checked_before(facts_to_look_up(editor, date(2026, 12, 16)))[0].is_urgent


def checked_before(lines):
    return [line for line in lines if line.words.startswith("Look up by")]


def test_what_nobody_has_looked_up_comes_first():
    first, *_ = words(facts_to_look_up(make_staff("eli", "Editors"), date(2026, 11, 28)))

    assert first.startswith("Nobody has looked this up yet: Ketamine is not FDA-approved")


def test_every_fact_that_expires_has_its_day():
    lines = words(facts_to_look_up(make_staff("eli", "Editors"), date(2028, 1, 1)))

    assert len(lines) == len(read_rulebook().expiring_facts)
