"""What is true after a fault: everything acknowledged is stored, nothing else is, and the books agree."""

from collections import Counter
from dataclasses import dataclass, field

from fault_trials import database


@dataclass
class Verdict:
    fault: str
    answers: Counter = field(default_factory=Counter)
    acknowledged: int = 0
    lost: int = 0
    unclaimed: int = 0
    wrong: list[str] = field(default_factory=list)
    remark: str = ""

    @property
    def is_good(self):
        return not (self.lost or self.unclaimed or self.wrong)

    @property
    def row(self):
        answers = ", ".join(f"{count} x {status}" for status, count in sorted(self.answers.items(), key=str))
        cells = [self.fault, self.acknowledged, answers, self.lost, "; ".join(self.wrong) or "ok", self.remark]
        return "| " + " | ".join(map(str, cells)) + " |"


HEAD = "| fault | acknowledged | answers | lost | after it | remark |\n|---|---|---|---|---|---|"


def judge(fault, site, before, crowd, allowed, remark=""):
    """`before` are the references that were there when the trial began; `allowed` are the answers it may give."""
    stored = database.references(site) - before
    acknowledged = set(crowd.acknowledged)
    verdict = Verdict(fault, crowd.statuses, len(acknowledged), len(acknowledged - stored), len(stored - acknowledged))
    verdict.remark = remark
    checks = {
        "no request went through": bool(acknowledged),
        "some forms never went through": not crowd.unanswered,
        f"{verdict.unclaimed} stored that nobody was told of": not verdict.unclaimed,
        f"answers other than {sorted(map(str, allowed))}": set(crowd.statuses) <= set(allowed),
        "reconcile does not agree": site.manage("reconcile") == 0,
        "the database is damaged": database.is_whole(site),
    }
    verdict.wrong = [words for words, is_well in checks.items() if not is_well]
    return verdict
