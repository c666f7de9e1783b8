"""What the staff home tells those who write pages: facts to look up again."""

from datetime import date

import pytest

from content.editor.staff_home import facts_to_look_up
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


def test_a_fact_is_to_be_looked_up_30_days_before_it_expires():
    editor = make_staff("eli", "Editors")

    assert words(facts_to_look_up(editor, date(2026, 11, 30))) == []
    (line,) = facts_to_look_up(editor, date(2026, 12, 1))
    assert line.words.startswith("Look up by December 31, 2026 whether this still holds: A federal rule allows")
    assert not line.is_urgent
    assert next(facts_to_look_up(editor, date(2027, 1, 1))).is_urgent


def test_all_7_facts_that_expire_have_their_day():
    assert len(words(facts_to_look_up(make_staff("eli", "Editors"), date(2028, 1, 1)))) == 7
