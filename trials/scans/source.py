"""What two readers of source find: bandit by its own rules, semgrep by ours."""

import json
import re
import subprocess

from fault_trials.site import ROOT

from scans.row import Row
from scans.tools import TOOLS, environment

APPS = ["accounts", "content", "contact", "clinic_site"]
SHOWN = ["templates", "static/js"]
RULES = ROOT / "trials/scans/rules"


def bandit():
    command = [TOOLS / "semgrep/bin/bandit", "-c", "pyproject.toml", "-q", "-f", "json", "-r", *APPS]
    report = answer_of(command)
    lines = report["metrics"]["_totals"]["loc"]
    findings = [f"{one['test_id']} {one['filename']}:{one['line_number']}" for one in report["results"]]
    findings += [f"not read: {one['filename']}" for one in report["errors"]]
    return [Row("source, rules of bandit", "bandit 1.9.4", f"{lines} lines of Python", findings)]


def semgrep():
    report = answer_of([*SEMGREP, "--json", "--config", RULES, *APPS, *SHOWN])
    files = len(report["paths"]["scanned"])
    findings = [f"{name_of(one)} {one['path']}:{one['start']['line']}" for one in report["results"]]
    findings += [f"not read: {one['message'][:100]}" for one in report["errors"]]
    done = f"{files} files by {len(rules())} rules, each of which found its samples"
    return [Row("source, rules of our own", "semgrep 1.182.0", done, findings + rules_that_find_nothing())]


SEMGREP = [
    TOOLS / "semgrep/bin/semgrep",
    "scan",
    "--metrics=off",
    "--disable-version-check",
    "--quiet",
    "--no-git-ignore",
    "--exclude=migrations",
    # Seconds for one rule on one file: a busy machine is no finding.
    "--timeout=60",
]


def name_of(finding):
    return finding["check_id"].rsplit(".", 1)[-1]


def rules():
    return set(re.findall(r"^  - id: (\S+)$", "".join(path.read_text() for path in RULES.glob("*.yaml")), re.MULTILINE))


def rules_that_find_nothing():
    """A rule that can no longer see its own samples says nothing when it is silent about the site."""
    report = answer_of(
        [TOOLS / "semgrep/bin/semgrep", "scan", "--metrics=off", "--test", "--json", "--config", RULES, RULES]
    )
    passed = {
        rule
        for file in report["results"].values()
        for rule, check in file["checks"].items()
        if check["passed"] and any(lines["expected_lines"] for lines in check["matches"].values())
    }
    return [
        f"{rule} does not find its samples" for rule in sorted(rules() - {rule.rsplit(".", 1)[-1] for rule in passed})
    ]


def answer_of(command):
    """Both end with 1 when they find something, which is an answer, too."""
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True)
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        raise SystemExit(f"{command[0].name} gave no report:\n{done.stdout[-2000:]}{done.stderr[-2000:]}") from None
