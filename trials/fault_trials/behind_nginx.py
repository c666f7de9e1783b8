"""Behind nginx, as in production: which files are handed out, and what readers get if pages cannot be made old."""

import json
import os
import ssl
import subprocess
import tempfile
import urllib.error
import urllib.request
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

from scans.secure_site import HOST, SecureSite

from fault_trials.verdict import Verdict

# More than the pages of a new site take.
FILES = 2000
NO_ROOM = "no room to make pages old"
NOTICE = "Closed today because of snow"
PUBLISH = f"""
from contact.models import ClinicDetails
details = ClinicDetails.current()
details.emergency_notice = {NOTICE!r}
details.save()
"""
UPLOAD = """
import json
from tests.builders.photos import HIDDEN, make_photo
from wagtail.images.models import Image
image = Image.objects.create(title="Door", file=make_photo())
print(json.dumps([HIDDEN, image.get_rendition("width-40").file.name, image.file.name]))
"""


def photos_keep_their_secrets():
    """A photograph with a place and a name hidden in it, asked for as any visitor can."""
    with tempfile.TemporaryDirectory() as data_dir, SecureSite(data_dir) as site:
        hidden, rendition, original = json.loads(site.output_of("manage.py", "shell", "--verbosity", "0", "-c", UPLOAD))
        (site.data_dir / "media/documents").mkdir(parents=True)
        (site.data_dir / "media/documents/letter.html").write_text("<script>")
        status, shown = get(site, f"/media/{rendition}")
        wrong = [] if (status, shown[:2]) == (200, b"\xff\xd8") else [f"the picture answers {status}"]
        wrong += ["what was hidden in it is handed out"] if hidden.encode() in shown else []
        for address in (f"/media/{original}", "/media/documents/letter.html", "/media/../clinic.sqlite3"):
            status, _ = get(site, address)
            wrong += [] if status in {400, 404} else [f"{address} answers {status}"]
        yield Verdict("a photo with a place in it, through nginx", wrong=wrong, remark="nothing hidden; original 404")


def pages_cannot_be_made_old():
    """A notice is published while the folder of ready pages is full."""
    if os.geteuid():
        yield Verdict(NO_ROOM, remark="not tried: needs root")
        return
    with tempfile.TemporaryDirectory() as data_dir, full_on_demand(data_dir) as fill, SecureSite(data_dir) as site:
        before = [get(site, "/")[1] for _ in range(3)][-1]
        make_room = fill()
        site.manage("shell", "--verbosity", "0", "-c", PUBLISH)
        old = sum(NOTICE.encode() not in get(site, "/")[1] for _ in range(20))
        make_room()
        get(site, "/")
        after = pages_are_ready(site)
        wrong = [f"{old} old pages"] if old else []
        wrong += ["the notice was there before"] if NOTICE.encode() in before else []
        wrong += [] if after else ["readiness still says so once there is room"]
        yield Verdict(NO_ROOM, wrong=wrong, remark=f"{old} of 20 pages old; their room is used for new ones")


@contextmanager
def full_on_demand(data_dir):
    """The folder of ready pages on a small disk of its own; gives what fills it."""
    folder = f"{data_dir}/baked"
    Path(folder).mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"nr_inodes={FILES},mode=755", "tmpfs", folder], check=True)
    ballast = [Path(folder) / f"ballast-{number}" for number in range(FILES)]

    def fill():
        """Gives what makes room again."""
        with suppress(OSError):
            for file in ballast:
                file.touch()
        return lambda: [file.unlink(missing_ok=True) for file in ballast]

    try:
        yield fill
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def get(site, path):
    unverified = ssl.create_default_context()
    unverified.check_hostname, unverified.verify_mode = False, ssl.CERT_NONE
    try:
        with urllib.request.urlopen(site.address + path, timeout=30, context=unverified) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read()


def pages_are_ready(site):
    """What readiness says of the ready pages. Only this machine is told."""
    with closing(HTTPConnection("127.0.0.1", site.port, timeout=30)) as connection:
        connection.request("GET", "/readyz", headers={"Host": HOST, "X-Forwarded-Proto": "https"})
        return json.loads(connection.getresponse().read())["baked_pages"]
