"""Runs every scan, or those that are named, and prints a row for each."""

import signal
import sys
import tempfile
from contextlib import ExitStack

from scans import source, wapiti
from scans.observatory import observatory
from scans.row import HEAD
from scans.secure_site import SecureSite

OF_THE_SOURCE = {"bandit": source.bandit, "semgrep": source.semgrep}
# Headers first: whoever is signed in changes the site.
OF_THE_SITE = {"observatory": observatory, "signed-out": wapiti.signed_out, "signed-in": wapiti.signed_in}


def main(names):
    # Ends by the way of an exception, so that all that was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    print(HEAD, flush=True)
    findings = 0
    for row in rows(names or [*OF_THE_SOURCE, *OF_THE_SITE]):
        print(row, flush=True)
        findings += len(row.findings)
    print(f"\n{findings} findings above informational.")
    return 1 if findings else 0


def rows(names):
    for name in names:
        if name in OF_THE_SOURCE:
            yield from OF_THE_SOURCE[name]()
    with ExitStack() as stack:
        site = None
        for name in names:
            if name in OF_THE_SITE:
                site = site or stack.enter_context(SecureSite(stack.enter_context(tempfile.TemporaryDirectory())))
                yield from OF_THE_SITE[name](site)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
