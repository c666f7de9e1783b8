"""What a text costs grows with its length, and not with the square of it, whatever somebody pastes."""

import time
from datetime import date

import pytest

from content.review import examine
from tests.content.review.hostile_texts import hostile_to
from tests.content.review.pages import make_block, make_page
from tests.regular_expressions import all_patterns

LENGTH, TIMES = 2000, 4
# In seconds of this process. What is cheaper at LENGTH is not measured again: chance would decide.
CHEAP = 0.005
# TIMES for what grows with the length, 16 for what grows with its square.
MOST = 2 * TIMES
PATTERNS = all_patterns()
PIECES = [
    *["1", " ", "a", '"', "!", ". ", "...", "{{", "word ", "Dr. ", "95% ", "a\n", "not ", "cure ", "no cure, "],
    *["ketamine is a cure ", "Is it safe? No. ", "Everyone gets better. ", "Ask whether it is safe, ", "we claim "],
]


def cost_of(work, *given):
    start = time.process_time()
    work(*given)
    return time.process_time() - start


def least_cost(work, *given):
    return min(cost_of(work, *given) for _ in range(3))


def growth(work, short, long):
    """How many times as much the long text costs; 0 for one that is cheap."""
    if cost_of(work, short) < CHEAP:
        return 0
    return least_cost(work, long) / max(least_cost(work, short), CHEAP)


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_costs_the_square_of_a_text(name):
    def find_all(text):
        for _ in PATTERNS[name].finditer(text):
            pass

    pairs = zip(hostile_to(PATTERNS[name], LENGTH), hostile_to(PATTERNS[name], LENGTH * TIMES), strict=True)

    assert [short[:80] for short, long in pairs if growth(find_all, short, long) > MOST] == []


@pytest.mark.parametrize("piece", PIECES)
def test_no_review_costs_the_square_of_a_page(piece):
    def review(text):
        examine(make_page(make_block(text)), date(2026, 11, 25))

    short, long = (piece * (length // len(piece)) for length in (LENGTH // 2, LENGTH // 2 * TIMES))
    assert growth(review, short, long) < MOST


def test_patterns_of_every_kind_are_looked_at():
    places = {name.split(".")[0].split("[")[0] for name in PATTERNS}

    assert {"content", "contact", "clinic_site", "rules", "fields"} <= places
    assert len(PATTERNS) > 350
