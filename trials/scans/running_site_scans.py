"""wapiti and Mozilla's HTTP Observatory on a running site, signed out and as an owner. Called by trials/scan."""

import json
import os
import re
import subprocess
import sys

from running_site.site import Site
from running_site.staff import come_to_work, owner, session_of
from running_site.verdict import end_in_order
from running_site.visitors import NAME, Visitor

SECONDS_EACH = int(os.environ.get("SECONDS_EACH", "45"))
# Left out: what needs a machine outside (ssl, ssrf, takeover), and what guesses at other products.
ATTACKS = "cookieflags,crlf,csp,csrf,exec,file,http_headers,ldap,permanentxss,redirect,sql,timesql,upload,xss,xxe"
FROM_OUTSIDE = ",backup,brute_login_form,buster,htaccess,https_redirect,methods"
# The same form sent twice is one request: only a form of its own key is stored anew.
STARTS = ["/search/?q=pain", "/accounts/login/", *(f"/consultation/?copy={number}" for number in range(12))]
# Whoever goes there is signed out, or loses the second factor or the pages: the rest of the scan would see little.
LEFT_OUT = """/accounts/logout/* /admin/logout/* /cms/logout/* /accounts/sessions/* /accounts/password/* /accounts/2fa/*
/admin/auth/user/*/do/* /cms/*/delete/* /cms/*/unpublish/* /cms/*/move/* /cms/bulk/* /cms/sites/*""".split()
# Wagtail 7.4 cannot look for words and for how often something is used at once (docs/security.md).
KNOWN = re.compile(r"/cms/images/(results/)?\?.*usage_count")
# The page editor comes from Wagtail, whose scripts and styles stand within its pages: it is scored, and not judged.
LEAST_SCORES = {"/": 130, "/consultation/": 130, "/search/": 130, "/accounts/login/": 130, "/admin/": 130, "/cms/": 0}


def observatory(site):
    for path, least in LEAST_SCORES.items():
        session = session_of(owner()) if path in ("/admin/", "/cms/") else {}
        cookie = "; ".join(f"{name}={value}" for name, value in session.items())
        ports = [site.nginx.plain_port, site.nginx.port]
        command = ["node", "trials/scans/observatory.mjs", os.environ["OBSERVATORY"], NAME, *ports, path, cookie]
        trusting = os.environ | {"NODE_EXTRA_CA_CERTS": str(site.nginx.certificate)}
        said = subprocess.run([*map(str, command)], env=trusting, check=True, stdout=-1, text=True).stdout
        page = json.loads(said)
        print(path, said, end="", flush=True)
        yield page["status"] == 200 and page["score"] >= least


def signed_out(site):
    yield wapiti(site, "/", {}, ATTACKS + FROM_OUTSIDE)


def signed_in(site):
    for door in ("/admin/", "/cms/"):
        session = session_of(owner())
        yield wapiti(site, door, session, ATTACKS)
        yield site.doors[0].status(door, Cookie="=".join(*session.items())) == 200  # or it ended during the scan


def wapiti(site, folder, session, attacks):
    """Whether something was stored, nothing answered with an error that nobody meant, and no finding is above informational."""
    visitor = Visitor(site.doors[0]).open_form()
    kept = {"version": 0, "expires": None, "secure": True, "port": None}
    jar = {name: kept | {"value": value} for name, value in (visitor.cookies | session).items()}
    (site.data_dir / "cookies.json").write_text(json.dumps({f".{NAME}.local": {"/": jar}}))
    starts, report = [folder] if session else STARTS, site.data_dir / "wapiti.json"
    command = [
        os.environ["WAPITI"],
        "--url",
        site.address + folder,
        "--scope",
        "folder",
        "--no-bugreport",
        "--module",
        attacks,
    ]
    # Behind TLS, Django takes no post that does not say which site it comes from.
    command += ["--header", f"Origin: {site.address}", "--cookie", site.data_dir / "cookies.json", "--tasks", 4]
    command += [
        "--max-attack-time",
        SECONDS_EACH,
        "--max-scan-time",
        6 * SECONDS_EACH,
        "--timeout",
        30,
        "--flush-session",
    ]
    command += [
        "--format",
        "json",
        "--output",
        report,
        "--store-session",
        site.data_dir,
        "--store-config",
        site.data_dir,
    ]
    command += [part for path in starts for part in ("--start", site.address + path)]
    command += [part for path in LEFT_OUT if session for part in ("--exclude", site.address + path)]
    table = "wagtailcore_modellogentry" if session else "contact_consultationrequest"
    (site.nginx.folder / "requests").write_text("")
    stored = rows(site, table)
    with (site.data_dir / "wapiti.log").open("w") as log:
        subprocess.run([*map(str, command)], check=True, stdout=log, stderr=log)
    found = json.loads(report.read_text())
    loud = [
        one for kind in ("vulnerabilities", "anomalies", "additionals") for many in found[kind].values() for one in many
    ]
    loud = [one for one in loud if one["level"] and not KNOWN.search(one["http_request"])]
    asked = (site.nginx.folder / "requests").read_text().splitlines()
    broken = [line for line in asked if re.search(r'" 50[024] ', line) and not KNOWN.search(line)]
    made = rows(site, table) - stored
    print(f"{folder}: {len(asked)} requests, {made} rows made in {table}, {len(loud)} findings, {len(broken)} broken")
    print(json.dumps(loud, indent=1), *broken[:20], sep="\n", flush=True)
    return made > 0 and not loud and not broken


def rows(site, table):
    return site.database.ask(f"SELECT count(*) FROM {table}")[0]


if __name__ == "__main__":
    end_in_order()
    with Site(with_nginx=True) as site:
        come_to_work(site)
        quiet = site.nginx.folder / "quiet.conf"
        quiet.write_text(quiet.read_text().replace("access_log off;", f"access_log {site.nginx.folder}/requests;"))
        site.nginx.kill()
        site.nginx.start()
        # Headers first: whoever is signed in changes the site.
        scans = {"observatory": observatory, "signed-out": signed_out, "signed-in": signed_in}
        results = [is_well for name in sys.argv[1:] for is_well in scans[name](site)]
    sys.exit(not all(results))
