"""What a server and all its processes took: processor seconds and memory."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def tree(pid):
    """The process and all that descend from it."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from tree(int(child))


def cpu_seconds(pid):
    """Those of children that ended count too: their parent keeps the sum."""
    return sum(sum(map(int, after_name(process)[11:15])) for process in tree(pid)) / TICKS


def after_name(pid):
    """A program's name may hold blanks and brackets."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def memory_of_tree(pid):
    """Megabytes: what is shared between processes counts once (PSS)."""
    return sum(kilobytes(process, "Pss") for process in tree(pid)) / 1024


def kilobytes(pid, name):
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0
