"""The chapter on what more pages and more requests cost."""

from benchmarks.chapters.tables import table


def chapter(found):
    rows = found["rows"]
    if rows and isinstance(rows[0], dict):
        rows = [list(rows[0]), *(row.values() for row in rows)]
    return ["## What more pages and more requests cost", table(rows[0], rows[1:])]
