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
        trusting = os.environ | {"NODE_EXTRA_CA_CERTS": str(site.nginx.folder / f"{NAME}.pem")}
        said = subprocess.run([*map(str, command)], env=trusting, check=True, stdout=subprocess.PIPE, text=True).stdout
        print(path, said, end="", flush=True)
        yield json.loads(said)["status"] == 200 and json.loads(said)["score"] >= least


def signed_out(site):
    yield wapiti(site, "/", STARTS, ATTACKS + FROM_OUTSIDE, {}, [], "contact_consultationrequest")


def signed_in(site):
    for door, table in {"/cms/": "wagtailcore_revision", "/admin/": "contact_requestevent"}.items():
        session = session_of(owner())
        yield wapiti(site, door, [door], ATTACKS, session, LEFT_OUT, table)
        is_in = site.doors[0].status(door, Cookie="=".join(*session.items())) == 200
        print(f"{door}: the session {'lasted' if is_in else 'ended during the scan'}", flush=True)
        yield is_in


def wapiti(site, folder, starts, attacks, session, left_out, table):
    """Whether rows were made, and nothing found is above informational."""
    cookie, here = {"version": 0, "expires": None, "secure": True, "port": None}, site.data_dir
    jar = {
        name: cookie | {"value": value}
        for name, value in (Visitor(site.doors[0]).open_form().cookies | session).items()
    }
    (here / "cookies.json").write_text(json.dumps({f".{NAME}.local": {"/": jar}}))
    # Behind TLS, Django takes no post that does not say which site it comes from.
    command = [os.environ["WAPITI"], "--header", f"Origin: {site.address}"]
    command += f"""--url {site.address}{folder} --scope folder --no-bugreport --module {attacks} --tasks 4 --timeout 30
    --max-attack-time {SECONDS_EACH} --max-scan-time {6 * SECONDS_EACH} --cookie {here}/cookies.json --flush-session
    --store-session {here} --store-config {here} --format json --output {here}/wapiti.json""".split()
    command += [part for path in starts for part in ("--start", site.address + path)]
    command += [part for path in left_out for part in ("--exclude", site.address + path)]
    rows = f"SELECT count(*) FROM {table}"
    before = site.database.ask(rows)[0]
    with (here / "wapiti.log").open("w") as log:
        # Nothing of the site's own Python: wapiti has its own.
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DJANGO"))}
        ended = subprocess.run(command, env=kept, stdout=log, stderr=log).returncode
    if ended:
        raise SystemExit(f"wapiti ended with {ended}:\n{(here / 'wapiti.log').read_text()[-2000:]}")
    found, made = json.loads((here / "wapiti.json").read_text()), site.database.ask(rows)[0] - before
    # Answers of 500 are among the anomalies.
    kinds = [*found["vulnerabilities"].values(), *found["anomalies"].values(), *found["additionals"].values()]
    loud = [one for kind in kinds for one in kind if one["level"] and not KNOWN.search(one["http_request"])]
    print(f"{folder}: {made} rows made in {table}, {len(loud)} findings", json.dumps(loud, indent=1), flush=True)
    return made > 0 and not loud


if __name__ == "__main__":
    end_in_order()
    scans = {"observatory": observatory, "signed-out": signed_out, "signed-in": signed_in}
    with Site(with_nginx=True) as site:
        come_to_work(site)
        sys.exit(not all(list(scans[sys.argv[1]](site))))
