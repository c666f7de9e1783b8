"""wapiti walks through the whole site and attacks every address, parameter and form that it finds."""

import json
import os
import subprocess
from collections import Counter
from dataclasses import dataclass, field

from scans.row import Row
from scans.secure_site import HOST
from scans.site_log import KNOWN, MADE_BY_VISITORS, answers, broken_addresses, in_numbers, in_words, rows
from scans.tools import TOOLS, environment

SECONDS_EACH = int(os.environ.get("SECONDS_EACH", "45"))
SECONDS_OF_WALKING = 6 * SECONDS_EACH
# Left out: ssl (the certificate is the operator's), ssrf and takeover (they ask a machine of wapiti's makers), and what
# guesses at other products (nikto, cms, network_device, wp_enum, log4shell, spring4shell, shellshock, htp, wapp).
ATTACKS = """
cookieflags crlf csp csrf exec file http_headers ldap permanentxss redirect sql timesql upload xss xxe
""".split()
ATTACKS_FROM_OUTSIDE = "backup brute_login_form buster htaccess https_redirect methods".split()
FORMS = 12
# Whoever goes there is signed out or loses the second factor; the rest of the scan would see nothing but the sign-in.
ENDS_THE_SESSION = [
    "/accounts/logout/*",
    "/admin/logout/*",
    "/cms/logout/*",
    "/accounts/sessions/*",
    "/accounts/password/*",
    "/accounts/2fa/*",
    "/admin/auth/user/*/do/*",
]
# A scan of a site without pages would show little.
EMPTIES_THE_SITE = ["/cms/*/delete/*", "/cms/*/unpublish/*", "/cms/*/move/*", "/cms/bulk/*", "/cms/sites/*"]
LEVELS = ["informational", "low", "medium", "high", "critical"]


def signed_out(site):
    # The same form sent twice is one request: only a form of its own key is stored anew.
    forms = [f"/consultation/?copy={number}" for number in range(FORMS)]
    start = ["/", "/search/?q=pain", "/accounts/login/", *forms]
    walk = Walk("/", start, [site.cookie_of_a_visitor()], ATTACKS + ATTACKS_FROM_OUTSIDE)
    row, made = scan(site, "running site, signed out", walk)
    # A page that refuses every post alike would pass for a site without a fault.
    row.findings += [] if made[MADE_BY_VISITORS] else ["no request was stored: the form was never truly tried"]
    return [row]


def signed_in(site):
    """Public pages are the same for staff, so each door is walked through by itself."""
    for door in ("/admin/", "/cms/"):
        session = site.session_of_an_owner()
        walk = Walk(door, [door], [site.cookie_of_a_visitor(), session], ATTACKS, ENDS_THE_SESSION + EMPTIES_THE_SITE)
        row, made = scan(site, f"running site, {door} as an owner", walk)
        row.findings += [] if made.total() else ["nothing was stored: no form was truly tried"]
        row.findings += [] if site.answers_to(door, "=".join(session)) else ["the session ended during the scan"]
        yield row


@dataclass
class Walk:
    """Where wapiti may go, with what in hand, and what it tries there."""

    folder: str
    start: list[str]
    cookies: list
    attacks: list[str]
    left_out: list[str] = field(default_factory=list)


def scan(site, name, walk):
    """The row to print, and how many rows each table has more of than before."""
    answered, stored, broken = answers(site), rows(site), broken_addresses(site)
    run_wapiti(site, walk)
    answered, made, broken = answers(site) - answered, rows(site) - stored, broken_addresses(site) - broken
    found = list(findings_of(site))
    levels = Counter(LEVELS[one["level"]] for one in found)
    done = [in_words(answered), f"{made.total()} rows made, {made[MADE_BY_VISITORS]} of them requests"]
    done += [f"findings: {in_numbers(levels) or 'none'}"]
    loud = dict.fromkeys(in_short(one) for one in found if one["level"])
    row = Row(name, "wapiti 3.2.3", "; ".join(done), [*loud])
    row.findings += [f"answers of 500, 502 or 504: {in_numbers(broken)}"] if broken else []
    return row, made


def run_wapiti(site, walk):
    folder = site.data_dir
    (folder / "cookies.json").write_text(json.dumps(cookie_jar(walk.cookies)))
    command = [TOOLS / "wapiti/bin/wapiti", "--url", site.address + walk.folder, "--scope", "folder", "--no-bugreport"]
    # Behind TLS, Django takes no post that does not say which site it comes from.
    command += ["--header", f"Origin: {site.address}", "--cookie", folder / "cookies.json"]
    command += ["--module", ",".join(walk.attacks), "--max-attack-time", SECONDS_EACH]
    command += ["--max-scan-time", SECONDS_OF_WALKING, "--tasks", 4, "--timeout", 30]
    command += ["--format", "json", "--output", folder / "wapiti.json"]
    command += ["--store-session", folder / "wapiti", "--store-config", folder / "wapiti", "--flush-session"]
    command += [part for path in walk.start for part in ("--start", site.address + path)]
    command += [part for path in walk.left_out for part in ("--exclude", site.address + path)]
    with (folder / "wapiti.log").open("w") as log:
        subprocess.run(list(map(str, command)), env=environment(), check=True, stdout=log, stderr=log)


def cookie_jar(cookies):
    """As wapiti reads it. It asks for several pages at once: without a cookie, each answer brings another."""
    kept = {"version": 0, "expires": None, "secure": True, "port": None}
    return {f".{HOST}.local": {"/": {name: kept | {"value": value} for name, value in cookies}}}


def findings_of(site):
    report = json.loads((site.data_dir / "wapiti.json").read_text())
    for kind in ("vulnerabilities", "anomalies", "additionals"):
        for category, found in report[kind].items():
            yield from ({"category": category} | one for one in found if not KNOWN.search(one["http_request"]))


def in_short(finding):
    return "{category}: {method} {path} {parameter} {info}".format(**finding)
