"""Runs every trial, one after the other, and prints a row for each."""

import sys
import tempfile
from importlib.metadata import version
from itertools import chain
from platform import python_version

from fault_trials import database, full_disk, kills, locks, mail, repeats, updates
from fault_trials.mail_server import mail_server
from fault_trials.site import Site
from fault_trials.verdict import HEAD


def trials(site, server):
    """Mail first: later ones leave thousands of mails to send."""
    return chain(
        mail.the_mail_server_is_out_of_its_mind(site, server),
        repeats.forms_are_sent_at_once(site),
        repeats.the_session_is_gone(site),
        repeats.the_token_is_stale(site),
        locks.the_database_is_locked(site),
        updates.the_site_is_reloaded(site),
        updates.a_worker_is_ended(site),
        full_disk.the_disk_fills_up(site, server.port),
        kills.everything_is_killed(site),
        kills.the_database_crashes(site),
    )


def main():
    versions = ", ".join(f"{package} {version(package)}" for package in ("Django", "gunicorn"))
    print(f"{database.name()}, Python {python_version()}, {versions}\n\n{HEAD}", flush=True)
    with tempfile.TemporaryDirectory() as data_dir, mail_server() as server, Site(data_dir, server.port) as site:
        failed = 0
        for verdict in trials(site, server):
            print(verdict.row, flush=True)
            failed += not verdict.is_good
        keys = site.manage("keys_check")
    print(f"\n{failed} trials failed; {'every' if keys == 0 else 'NOT every'} stored field can be read.")
    return 1 if failed or keys else 0


if __name__ == "__main__":
    sys.exit(main())
