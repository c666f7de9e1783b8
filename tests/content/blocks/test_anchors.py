"""The anchors of sections: what a list of contents and other pages link to."""

import pytest

from content.blocks.sections import unique_anchor


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("What we don't know", "what-we-dont-know"),
        ("65 and over", "section-65-and-over"),
        ("988", "section-988"),
        ("¿?", "section"),
    ],
)
def test_an_anchor_begins_with_a_letter(title, anchor):
    assert unique_anchor(title, set()) == anchor


def test_two_sections_of_one_title_have_two_anchors():
    taken = set()

    assert [unique_anchor("Risks", taken) for _ in range(3)] == ["risks", "risks-2", "risks-3"]
