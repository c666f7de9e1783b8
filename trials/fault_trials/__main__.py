"""Runs every trial, or those that are named, one after the other, and prints a row for each."""

import signal
import sys
import tempfile
from importlib.metadata import version
from itertools import chain
from platform import python_version

from fault_trials import (
    behind_nginx,
    database,
    failing_database,
    full_disk,
    kills,
    locks,
    mail,
    repeats,
    restoring,
    safeguards,
    updates,
)
from fault_trials.mail_server import mail_server
from fault_trials.site import Site
from fault_trials.verdict import HEAD

# Mail first: later ones leave thousands of mails to send.
TRIALS = {
    "mail": lambda site, server: mail.the_mail_server_is_out_of_its_mind(site, server),
    "repeats": lambda site, server: repeats.forms_are_sent_at_once(site),
    "answers": lambda site, server: repeats.another_person_uses_the_form(site),
    "session": lambda site, server: repeats.the_session_is_gone(site),
    "token": lambda site, server: repeats.the_token_is_stale(site),
    "locks": lambda site, server: locks.the_database_is_locked(site),
    "reading": lambda site, server: failing_database.the_database_only_reads(site, server.port),
    "removed": lambda site, server: failing_database.the_database_file_is_gone(site),
    "reload": lambda site, server: updates.the_site_is_reloaded(site),
    "worker": lambda site, server: updates.a_worker_is_ended(site),
    "clock": lambda site, server: safeguards.the_clock_is_ahead(site),
    "keys": lambda site, server: safeguards.a_key_is_wrong(site),
    "schema": lambda site, server: safeguards.the_schema_is_older(site),
    "prepare": lambda site, server: safeguards.two_prepare_at_once(site),
    "restore": lambda site, server: restoring.an_older_backup_is_restored(site),
    "photos": lambda site, server: behind_nginx.photos_keep_their_secrets(),
    "notice": lambda site, server: behind_nginx.pages_cannot_be_made_old(),
    "disk": lambda site, server: full_disk.the_disk_fills_up(site, server.port),
    "kills": lambda site, server: kills.everything_is_killed(site),
    "database": lambda site, server: kills.the_database_crashes(site),
}


def main(names):
    # Ends by the way of an exception, so that all that was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    versions = ", ".join(f"{package} {version(package)}" for package in ("Django", "gunicorn"))
    print(f"{database.name()}, Python {python_version()}, {versions}\n\n{HEAD}", flush=True)
    with tempfile.TemporaryDirectory() as data_dir, mail_server() as server, Site(data_dir, server.port) as site:
        failed = 0
        for verdict in chain.from_iterable(TRIALS[name](site, server) for name in names or TRIALS):
            print(verdict.row, flush=True)
            failed += not verdict.is_good
        keys = site.manage("keys_check")
    print(f"\n{failed} trials failed; {'every' if keys == 0 else 'NOT every'} stored field can be read.")
    return 1 if failed or keys else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
