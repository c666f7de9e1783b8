"""Publishes while people read, and counts who was shown old words after a publish: fresh_pages.py [publishes] [reads].

Through gunicorn none may be old, through nginx none older than a second. DATA_DIR may name a folder to begin with.
"""

import os
import sys

from running_site import staff
from running_site.freshness import read_after, readers
from running_site.site import Site
from running_site.verdict import end_in_order

if __name__ == "__main__":
    end_in_order()
    publishes, reads = map(int, sys.argv[1:] or (200, 20))
    with Site(os.environ.get("DATA_DIR"), with_nginx=True, DATABASE_URL="") as site:
        staff.come_to_work(site)
        gunicorn, nginx = site.doors
        with readers(gunicorn):
            verdict = read_after(
                "a page is published", staff.change_the_page, {gunicorn: 0, nginx: 1}, publishes, reads
            )
    print(verdict)
    sys.exit(bool(verdict.wrong))
