"""The chapter on pages."""

from benchmarks.chapters.tables import short, table, with_quartiles

MEASURES = {"rate": "requests/s", "cpu": "CPU a request", "p50": "p50", "p99": "p99"}
WORDS = """
One published page (`/safety/`) with all its headers, read by wrk over 16 connections that are kept. Bare WSGI
and the plain file answer the same bytes with the same headers; every gunicorn runs the same number of processes
and threads.
""".strip()


def chapter(found):
    comparisons = found["comparisons"]
    return [
        "## Pages",
        WORDS,
        table(["what serves the page", "held against", *MEASURES.values(), "triples", "goal"], map(row, comparisons)),
        "\n".join(f"- {sentence(one)}" for one in comparisons),
        "In figures of that machine, medians:",
        table(
            ["what serves the page", "requests/s", "ms of CPU a request", "p50 ms", "p99 ms", "bytes"], figures(found)
        ),
        "Memory of all processes at the end, shared parts counted once (PSS):",
        table(["what serves the page", "MB"], [[name, f"{size:.0f}"] for name, size in found["memory"].items()]),
    ]


def row(one):
    ratios = [with_quartiles(one["ratios"][name]) for name in MEASURES]
    return [one["target"], one["reference"], *ratios, one["triples"], verdict(one)]


def verdict(one):
    if one["errors"]:
        return f"**{one['errors']} errors**"
    if one["missed"]:
        return f"**missed**: {in_words(one['missed'])}"
    return f"met: {in_words(one['goals'])}" if one["goals"] else ""


def in_words(goals):
    return ", ".join(f"{MEASURES[name]} {bound}" for name, bound in goals)


def sentence(one):
    rate, cpu = (short(one["ratios"][name]["median"]) for name in ("rate", "cpu"))
    subject = one["target"][0].upper() + one["target"][1:]
    return f"{subject} answers {rate} requests while {one['reference']} answers 1, for {cpu} of its CPU time each."


def figures(found):
    """One row for whatever was measured, from the first comparison in which it was; the fastest first."""
    seen = {}
    for one in found["comparisons"]:
        seen.setdefault(one["target"], one["target_medians"])
        seen.setdefault(one["reference"], one["reference_medians"])
    for name, measured in sorted(seen.items(), key=lambda pair: -pair[1]["rate"]):
        waits = [f"{measured[key]:.1f}" for key in ("p50", "p99")]
        yield [name, short(measured["rate"]), short(measured["cpu"]), *waits, f"{measured['bytes_each']:,.0f}"]
