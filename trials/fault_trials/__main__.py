"""Runs every trial, or those that are named, one after the other, and prints a row for each."""

import sys

from running_site.site import Site
from running_site.verdict import end_in_order, run

from fault_trials import behind_nginx, ending, failing_database, mail, repeats, safeguards

# Mail first: later ones leave thousands of mails to send.
TRIALS = {
    "mail": mail.the_mail_server_is_out_of_its_mind,
    "repeats": repeats.forms_are_sent_at_once,
    "answers": repeats.another_person_uses_the_form,
    "session": repeats.the_session_is_gone,
    "token": repeats.the_token_is_stale,
    "locks": failing_database.the_database_is_locked,
    "reading": failing_database.the_database_only_reads,
    "removed": failing_database.the_database_file_is_gone,
    "reload": ending.the_site_is_reloaded,
    "worker": ending.a_worker_is_ended,
    "clock": safeguards.the_clock_is_ahead,
    "keys": safeguards.a_key_is_wrong,
    "schema": safeguards.the_schema_is_older,
    "prepare": safeguards.two_prepare_at_once,
    "restore": safeguards.an_older_backup_is_restored,
    "photos": behind_nginx.photos_keep_their_secrets,
    "notice": behind_nginx.pages_cannot_be_made_old,
    "disk": failing_database.the_disk_fills_up,
    "kills": ending.everything_is_killed,
    "database": ending.the_database_crashes,
}

if __name__ == "__main__":
    end_in_order()
    with Site() as site:
        sys.exit(not run(TRIALS, sys.argv[1:], site))
