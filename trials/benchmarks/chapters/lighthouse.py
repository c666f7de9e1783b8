"""The chapter on Lighthouse."""

from benchmarks.chapters.tables import table

HEAD = ["page", "performance", "accessibility", "best practices", "SEO", "CLS", "bytes"]


def chapter(found):
    runs = "one run" if found["runs"] == 1 else f"the median of {found['runs']} runs"
    words = f"Lighthouse, as a phone on a slow line; {runs} of each page."
    return ["## Lighthouse", words, table(HEAD, found["rows"])]
