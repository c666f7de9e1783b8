"""Runs every trial, or those that are named, one after the other, and prints a row for each."""

import signal
import subprocess
import sys
import tempfile
from importlib.metadata import version
from itertools import chain
from platform import python_version

from fault_trials import database
from fault_trials.mail_server import mail_server
from fault_trials.verdict import HEAD

from host_trials import dead_host, editor, freshness, mail_workers, posting, redis_away, staff
from host_trials.site import ManyHosts

TRIALS = {
    "pages": lambda site, server: freshness.pages_are_published(site),
    "changes": lambda site, server: freshness.other_things_change(site),
    "session": lambda site, server: staff.a_session_is_good_everywhere(site),
    "lock-out": lambda site, server: staff.wrong_tries_count_everywhere(site),
    "mail": mail_workers.a_mail_worker_is_killed,
    "repeats": lambda site, server: posting.one_form_comes_in_everywhere(site),
    "forms": lambda site, server: posting.forms_come_in_everywhere(site),
    "host": lambda site, server: dead_host.a_host_dies(site),
    "redis-ends": lambda site, server: redis_away.redis_ends(site),
    "redis-hangs": lambda site, server: redis_away.redis_hangs(site),
}


def main(names):
    # Ends by the way of an exception, so that all that was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    print(f"{versions()}\n\n{HEAD}", flush=True)
    with tempfile.TemporaryDirectory() as folder, mail_server() as server, ManyHosts(folder, server.port) as site:
        editor.come_to_work()
        failed = 0
        for verdict in chain.from_iterable(TRIALS[name](site, server) for name in names or TRIALS):
            print(verdict.row, flush=True)
            failed += not verdict.is_good
        keys = site.manage("keys_check")
        bells = mail_workers.every_mail_went_out(site)
    print(f"\n{failed} trials failed; {'every' if keys == 0 else 'NOT every'} stored field can be read, ", end="")
    print(f"{'every' if bells else 'NOT every'} mail went out.")
    return 0 if not failed and keys == 0 and bells else 1


def versions():
    said = [database.name(), f"Python {python_version()}"]
    said += [f"{package} {version(package)}" for package in ("Django", "gunicorn")]
    for program, flag in (("redis-server", "--version"), ("nginx", "-v")):
        answer = subprocess.run([program, flag], capture_output=True, text=True, check=True)
        said.append((answer.stdout + answer.stderr).strip().partition(" sha=")[0])
    return ", ".join(said)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
