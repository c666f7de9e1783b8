"""Runs every trial, or those that are named, one after the other, and prints a row for each."""

import sys

from running_site.site import Site
from running_site.verdict import end_in_order, run

from fault_trials import mail, safeguards, sending, storage

# Mail first: later ones leave thousands of mails to send.
NAMES = """mail repeats answers session token locks reading removed reload worker clock keys schema prepare restore
photos notice disk kills database""".split()
TRIALS = {name: (vars(mail) | vars(sending) | vars(storage) | vars(safeguards))[name] for name in NAMES}

if __name__ == "__main__":
    end_in_order()
    with Site() as site:
        run(TRIALS, sys.argv[1:], site)
