"""What is true after a fault: everything acknowledged is stored, nothing else is, and the books agree."""

import signal
import sys
from collections import Counter
from dataclasses import dataclass, field
from importlib.metadata import version
from subprocess import SubprocessError

# The longest row waits for a lease of three minutes to end.
SECONDS_A_ROW = 600


@dataclass
class Verdict:
    fault: str
    answers: Counter = field(default_factory=Counter)
    acknowledged: int = 0
    lost: int = 0
    remark: str = ""
    wrong: list[str] = field(default_factory=list)

    def must(self, is_so, otherwise):
        self.wrong += [] if is_so else [otherwise]
        return self

    def __str__(self):
        answers = ", ".join(f"{count} x {status}" for status, count in sorted(self.answers.items(), key=str))
        after = "; ".join(self.wrong) or "ok"
        return f"| {self.fault} | {self.acknowledged} | {answers} | {self.lost} | {after} | {self.remark} |"


def judge(fault, crowd, allowed, remark=""):
    """`allowed` are the answers that the fault may give."""
    stored, acknowledged = crowd.site.database.references() - crowd.before, set(crowd.acknowledged)
    lost, unclaimed = len(acknowledged - stored), len(stored - acknowledged)
    return (
        Verdict(fault, crowd.statuses, len(acknowledged), lost, remark)
        .must(not lost, f"{lost} lost")
        .must(acknowledged, "no request went through")
        .must(not crowd.unanswered, "some forms never went through")
        .must(not unclaimed, f"{unclaimed} stored that nobody was told of")
        .must(set(crowd.statuses) <= set(allowed), f"answers other than {sorted(map(str, allowed))}")
        .must(all(len(given) == 1 for given in crowd.references.values()), "several references of one form")
        .must(crowd.site.manage("reconcile").returncode == 0, "reconcile does not agree")
        .must(crowd.site.database.is_whole(), "the database is damaged")
    )


def end_in_order():
    """By the way of an exception, so that all that was started is stopped."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def run(trials, names, site):
    """A row for each verdict of the trials that are named, or of all. Ends with 1 if one is not good."""
    print(f"{site.database.name}, Django {version('Django')}, gunicorn {version('gunicorn')}\n")
    print("| fault | acknowledged | answers | lost | after it | remark |\n|---|---|---|---|---|---|")
    signal.signal(signal.SIGALRM, give_up)
    failed = 0
    for name in names or trials:
        for verdict in rows(name, trials[name](site)):
            print(verdict)
            failed += bool(verdict.wrong)
    unreadable = site.manage("keys_check").returncode
    print(f"\n{failed} rows are not good; {'NOT every' if unreadable else 'every'} stored field can be read.")
    sys.exit(bool(failed or unreadable))


def rows(name, verdicts):
    """What waits in vain is a row of its own, and so is what only root can do."""
    try:
        signal.alarm(SECONDS_A_ROW)
        for verdict in verdicts:
            yield verdict
            signal.alarm(SECONDS_A_ROW)
    except (OSError, SubprocessError) as error:
        yield Verdict(name, wrong=[str(error)])
    signal.alarm(0)


def give_up(*_):
    raise TimeoutError(f"No answer in {SECONDS_A_ROW} seconds.")
