"""Pages: ours beside the least that the same server can do, and beside what clinics run today."""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import clinic, goals, nginx, on_gunicorn
from benchmarks.behind_nginx import behind_nginx
from benchmarks.pairs import compare
from benchmarks.peers.debian import versions
from benchmarks.processes import memory_of_tree

FEW_TRIPLES = 6
# Long enough for some dozens of answers.
SLOW_SECONDS = 5


@dataclass
class Planned:
    target: str
    reference: str
    goals: list = field(default_factory=list)
    is_main: bool = False
    is_slow: bool = False
    of_peers: bool = False

    def triples(self, wanted):
        return wanted if self.is_main else min(wanted, FEW_TRIPLES)

    def seconds(self, wanted):
        return max(wanted, SLOW_SECONDS) if self.is_slow else wanted

    def lasts(self, triples, seconds):
        return (2 * self.triples(triples) + 3) * self.seconds(seconds)


PLANS = [
    Planned("baked", "bare", goals.BAKED_BESIDE_BARE, is_main=True),
    Planned("hello", "bare"),
    Planned("baked", "unbaked", goals.FIFTY_TIMES, is_slow=True),
    Planned("nginx_baked", "nginx_static", goals.BAKED_BESIDE_FILES, is_main=True),
    Planned("nginx_baked", "unbaked", goals.FIFTY_TIMES, is_slow=True),
    Planned("nginx_baked", "nginx_proxy_cache", goals.LEVEL),
    Planned("nginx_baked", "wordpress_files", goals.LEVEL, of_peers=True),
    Planned("nginx_baked", "wordpress_cached", goals.LEVEL, of_peers=True),
    Planned("nginx_baked", "wordpress", goals.HUNDRED_TIMES, is_slow=True, of_peers=True),
    Planned("baked", "wordpress", goals.HUNDRED_TIMES, is_slow=True, of_peers=True),
]


def plans(with_peers):
    return [
        plan
        for plan in PLANS
        if (with_peers or not plan.of_peers) and (nginx.is_here() or "nginx" not in plan.target + plan.reference)
    ]


def lasts(options):
    """Seconds, with those that the servers need to start."""
    starting = 30 + 40 * options.peers
    return starting + sum(plan.lasts(options.triples, options.seconds) for plan in plans(options.peers))


def measure(options):
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        # PHP and MariaDB run under accounts of their own.
        Path(place).chmod(0o711)
        targets = start_all(Path(place), stack, options.peers)
        return {
            "comparisons": [measure_one(plan, targets, options) for plan in plans(options.peers)],
            "memory": {target.name: memory_of(target) for target in targets.values()},
            "versions": versions() if options.peers else {},
        }


def measure_one(plan, targets, options):
    target, reference = targets[plan.target], targets[plan.reference]
    found = compare(target, reference, plan.triples(options.triples), plan.seconds(options.seconds))
    print(f"  {found}", flush=True)
    missed = [goal.as_data for goal in plan.goals if not goal.is_met_by(found.ratios)]
    return found.as_data() | {"goals": [goal.as_data for goal in plan.goals], "missed": missed}


def start_all(folder, stack, with_peers):
    settings = clinic.environment(folder / "data")
    clinic.prepare(settings)
    targets = on_gunicorn.start(folder, settings, stack)
    wordpress = None
    if with_peers:
        from benchmarks.peers.wordpress import start_wordpress

        wordpress = start_wordpress(folder / "wordpress", targets["baked"], stack)
    if nginx.is_here():
        targets |= behind_nginx(folder, settings, targets, wordpress, stack)
    return targets


def memory_of(target):
    return sum(memory_of_tree(pid) for pid in target.pids)
