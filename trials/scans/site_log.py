"""What a scan did to the site: the answers nginx gave, and the rows that the database has more of."""

import re
import sqlite3
from collections import Counter
from contextlib import closing

MADE_BY_VISITORS = "contact_consultationrequest"
# Method and status come first: what a visitor asks for can look like anything.
ANSWER = re.compile(r"^([A-Z]+) (\d{3}) (\S*)")
NOBODY_MEANT = {"500", "502", "504"}
# Wagtail 7.4 cannot look for words and for how often something is used at once (docs/security.md).
KNOWN = re.compile(r"/cms/images/(results/)?\?.*usage_count")


def answers(site):
    """How often each method got each status."""
    return Counter((method, status) for method, status, _ in lines(site))


def broken_addresses(site):
    """How often each address, without what was asked of it, gave an answer that nobody meant."""
    broken = (address for _, status, address in lines(site) if status in NOBODY_MEANT and not KNOWN.match(address))
    return Counter(address.partition("?")[0] for address in broken)


def lines(site):
    with (site.data_dir / "requests.log").open(errors="replace") as log:
        return [match.groups() for match in map(ANSWER.match, log) if match]


def rows(site):
    """How many rows each table has."""
    with closing(sqlite3.connect(site.data_dir / "clinic.sqlite3", timeout=30)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB '[a-z]*_*'")
        return Counter(
            {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables.fetchall()}
        )


def in_words(answers):
    posts = Counter({status: count for (method, status), count in answers.items() if method == "POST"})
    return f"{answers.total()} requests, of them {posts.total()} posts ({in_numbers(posts)})"


def in_numbers(counts):
    return ", ".join(f"{count} x {what}" for what, count in counts.most_common())
