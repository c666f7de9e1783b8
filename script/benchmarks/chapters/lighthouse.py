"""The chapter on Lighthouse."""

from benchmarks.chapters.tables import table

HEAD = ["page", "performance", "accessibility", "best practices", "SEO", "CLS", "bytes"]


def chapter(found):
    words = f"Lighthouse, as a phone on a slow line; the median of {found['runs']} runs of each page."
    return ["## Lighthouse", words, table(HEAD, found["rows"])]
