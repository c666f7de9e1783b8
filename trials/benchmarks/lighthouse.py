"""Lighthouse on every page of the sitemap, as a phone on a slow line loads it; the median of several runs."""

import json
import os
import re
import subprocess
import sys
import tempfile
from statistics import median
from urllib.parse import urlsplit
from urllib.request import urlopen

from fault_trials.site import Site

LIGHTHOUSE = "trials/benchmarks/node_modules/.bin/lighthouse"
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
CHROME_FLAGS = "--headless=new --disable-gpu" + (" --no-sandbox" if os.geteuid() == 0 else "")
COLUMNS = "{:<46}{:>12}{:>14}{:>15}{:>5}{:>8}{:>9}"


SECONDS_A_RUN = 9
PAGES = 23


def lasts(options):
    return PAGES * options.runs * SECONDS_A_RUN


def measure(options):
    if options.site:
        return measure_site(options.site.rstrip("/"), options.runs)
    with tempfile.TemporaryDirectory() as folder, Site(folder, mail_port=0) as site:
        return measure_site(f"http://localhost:{site.port}", options.runs)


def measure_site(site, runs):
    print(COLUMNS.format("page", *CATEGORIES, "CLS", "bytes"))
    rows = []
    for path in ["/consultation/", *paths_of(site)]:
        rows.append([path, *row([report_on(site + path) for _ in range(runs)])])
        print(COLUMNS.format(path[-45:], *rows[-1][1:]), flush=True)
    return {"rows": rows, "runs": runs}


def paths_of(site):
    """The sitemap names the public address of the site, which need not be the one measured."""
    sitemap = urlopen(f"{site}/sitemap.xml").read().decode()
    return [urlsplit(address).path for address in re.findall("<loc>(.*?)</loc>", sitemap)]


def report_on(address, tries=3):
    command = [LIGHTHOUSE, address, "--output=json", "--quiet", "--no-enable-error-reporting"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={CHROME_FLAGS}"]
    environment = os.environ | {"CHROME_PATH": os.environ["CHROMIUM"]}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode and tries > 1:
        # Now and then Chromium hands over no trace at all; that says nothing of the page.
        return report_on(address, tries - 1)
    if done.returncode:
        sys.exit(f"Lighthouse could not measure {address}:\n{done.stderr}")
    return json.loads(done.stdout)


def row(reports):
    scores = [median(100 * (report["categories"][name]["score"] or 0) for report in reports) for name in CATEGORIES]
    shift, size = (
        median(report["audits"][audit]["numericValue"] for report in reports)
        for audit in ("cumulative-layout-shift", "total-byte-weight")
    )
    return [*(round(score) for score in scores), f"{shift:.3f}", f"{size:,.0f}"]
