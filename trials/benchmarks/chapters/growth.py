"""The chapter on what more pages and more requests cost."""

from benchmarks.chapters.tables import table

WORDS = """\
Median CPU time of 9 runs in one process, the work of SQLite included, at three sizes one after the other;
ratios are to the smallest. All added pages stand on one shelf, which names each of them, as the sitemap
does: those two grow with what they say. A tab of a list with 100 requests has fewer rows than the 50 of a
full page, which is what its first step costs. Words for the search are looked through once, at a start. The
mail worker reviews 30 pages a minute, and whoever opens the staff home before it is done waits for 5."""


def chapter(found):
    rows = found["rows"]
    if rows and isinstance(rows[0], dict):
        rows = [list(rows[0]), *(row.values() for row in rows)]
    return ["## What more pages and more requests cost", WORDS, table(rows[0], rows[1:])]
