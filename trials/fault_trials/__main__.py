"""Runs every trial, or those that are named, one after the other, and prints a row for each."""

import sys

from running_site.site import Site
from running_site.verdict import end_in_order, run

from fault_trials.mail import mail
from fault_trials.sending import database, kills, locks, reload, repeats, rush, worker
from fault_trials.storage import disk, reading

# Mail first: later ones leave thousands of mails to send.
IN_ORDER = [mail, repeats, rush, locks, reading, reload, worker, disk, kills, database]

if __name__ == "__main__":
    end_in_order()
    with Site() as site:
        run({trial.__name__: trial for trial in IN_ORDER}, sys.argv[1:], site)
