"""The chapter on consultation requests."""

from benchmarks.chapters.tables import table, with_quartiles
from benchmarks.goals import MOST_SLOWED

WORDS = """
{clients} people at once send one form after the other, each form from an address of its own. A request is lost
if its sender was told that it had arrived and it is not stored; an error is any answer but the redirect to the
confirmation. The mail worker runs beside it, and sends to a mail server on the same machine.
""".strip()
READING = """
A page read meanwhile, 20 times a second, each time over a new connection, beside the same reads in the quiet
spells between. The people who send, the database and the mail worker share the same processors with it.
""".strip()


def chapter(found):
    databases = found["databases"]
    reads = [reading(one["database"], door, read) for one in databases for door, read in one["reads"].items()]
    return [
        "## Consultation requests",
        WORDS.format(clients=databases[0]["clients"]),
        table(["database", "acknowledged", "errors", "lost", "requests/s", "p50 ms", "p99 ms"], map(row, databases)),
        READING,
        table(["database", "page by", "quiet ms", "in the rush ms", "ratio", "pairs", "goal"], reads),
    ]


def row(one):
    numbers = [f"{one[key]:,.0f}" for key in ("rate", "p50", "p99")]
    return [one["database"], f"{one['acknowledged']:,}", one["errors"], one["lost"], *numbers]


def reading(database, door, read):
    verdict = "met" if read["ratio"]["median"] <= MOST_SLOWED else "**missed**"
    waits = [f"{read[key]:.1f}" for key in ("quiet_ms", "busy_ms")]
    return [database, door, *waits, with_quartiles(read["ratio"]), read["pairs"], f"{verdict}: at most {MOST_SLOWED}"]
