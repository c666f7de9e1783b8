"""Runs a command beside a site behind nginx, which SITE_URL names; with cookies of a visitor and of an owner."""

import subprocess
import sys

from running_site.site import Site
from running_site.staff import come_to_work, owner, session_of
from running_site.verdict import end_in_order
from running_site.visitors import Visitor

if __name__ == "__main__":
    end_in_order()
    with Site(with_nginx=True) as site:
        come_to_work(site)
        cookies = Visitor(site.doors[1]).open().cookies
        people = {"VISITOR": cookies, "OWNER": cookies | session_of(owner())}
        said = {name: "; ".join("=".join(pair) for pair in pairs.items()) for name, pairs in people.items()}
        sys.exit(subprocess.run(sys.argv[1:], env=site.environment | said).returncode)
