"""Mozilla's HTTP Observatory scores the headers and cookies of pages."""

import json
import subprocess

from fault_trials.site import ROOT

from scans.row import Row
from scans.secure_site import HOST
from scans.tools import TOOLS, environment

PACKAGE = TOOLS / "observatory/node_modules/@mdn/mdn-http-observatory"
LEAST = 130
PUBLIC_PAGES = ["/", "/consultation/", "/search/", "/accounts/login/"]
STAFF_PAGES = ["/admin/", "/admin/contact/consultationrequest/"]
# The page editor comes from Wagtail, whose scripts and styles stand within its pages: it is scored, and not judged.
SCORED_ONLY = ["/cms/"]


def observatory(site):
    cookie = "=".join(site.session_of_an_owner())
    yield from (row_for(site, path) for path in PUBLIC_PAGES)
    yield from (row_for(site, path, cookie) for path in STAFF_PAGES)
    yield from (row_for(site, path, cookie, least=0) for path in SCORED_ONLY)


def row_for(site, path, cookie="", least=LEAST):
    page = score(site, path, cookie)
    findings = [f"answered {page['status']}"] if page["status"] != 200 else []
    findings += page["failed"] or [f"{least} points were wanted"] if page["score"] < least else []
    remark = f" ({', '.join(page['failed'])})" if page["failed"] else ""
    return Row(f"headers of {path}", "HTTP Observatory 1.4.8", f"{page['grade']}, {page['score']}{remark}", findings)


def score(site, path, cookie):
    command = [
        "node",
        ROOT / "trials/scans/observatory.mjs",
        PACKAGE,
        HOST,
        site.http_port,
        site.https_port,
        path,
        cookie,
    ]
    trusting = environment() | {"NODE_EXTRA_CA_CERTS": str(site.certificate)}
    done = subprocess.run([*map(str, command)], env=trusting, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)
