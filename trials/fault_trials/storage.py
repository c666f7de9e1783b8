"""What stores does not store, and pages are handed out with what it holds. No words are lost; no restart is needed."""

import json
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

from running_site.database import POSTGRESQL
from running_site.programs import wait_until
from running_site.site import Site
from running_site.verdict import Verdict, judge
from running_site.visitors import Crowd, Form

# Each thread of the site has a connection of its own: most of them meet the fault.
FORMS = 24
# More than the pages of a new site take.
FILES = 2000
MEGABYTES, LEFT_BYTES = 400, 3 * 1024**2
NEEDS_ROOT = "not tried: needs root"
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


def reading(site):
    fault = "database only reads, as after a failover"
    if POSTGRESQL:
        yield refused_while(server_read_only(site), fault, site)
    elif os.geteuid():
        yield Verdict(fault, remark=NEEDS_ROOT)
    else:
        with small_disk() as disk, Site(disk) as small_site:
            # Whoever has a file open for writing keeps the disk from becoming read-only, so every connection is new.
            bound = mounted(["-o", "bind", disk], disk, then=["-o", "remount,bind,ro"])
            yield refused_while(bound, fault, small_site)


def removed(site):
    """SQLite only."""
    if not POSTGRESQL:
        yield refused_while(file_aside(site.database.file), "database file taken away and put back", site)


def refused_while(fault, name, site):
    crowd, forms = Crowd(site), [Form() for _ in range(FORMS)]
    with fault:
        answers = zip(forms, crowd.send_all(forms), strict=True)
        ready = site.doors[0].readiness()[0]
    crowd.send_again()
    gone = sum(answer.status != 503 or form.message not in answer.page for form, answer in answers)
    verdict = judge(name, crowd, {302, 503}, "text kept, then all were sent again without a restart")
    return verdict.must(not gone, f"{gone} texts are gone").must(ready == 503, f"/readyz answered {ready}")


def disk(site):
    """SQLite only: PostgreSQL's own folder is not the site's."""
    if POSTGRESQL or os.geteuid():
        yield Verdict("disk full", remark="on SQLite only" if POSTGRESQL else NEEDS_ROOT)
        return
    with small_disk() as folder, Site(folder) as small_site:
        ballast = Path(folder) / "ballast"
        ballast.write_bytes(b"\0" * (shutil.disk_usage(folder).free - LEFT_BYTES))
        with Crowd(small_site, visitors=8) as crowd:
            wait_until(lambda: crowd.statuses[503] >= 20)
        ballast.unlink()
        crowd.send_again()
        yield judge("disk full", crowd, {302, 503}, "room made again, then all were sent again")


def photos(_):
    """A photograph with a place and a name hidden in it, asked for through nginx as any visitor can."""
    with Site(with_nginx=True) as site:
        hidden, rendition, original = json.loads(site.shell(UPLOAD))
        (site.data_dir / "media/documents").mkdir(parents=True)
        (site.data_dir / "media/documents/letter.html").write_text("<script>")
        status, shown = site.doors[1].read(f"/media/{rendition}")
        verdict = Verdict("a photo with a place in it, through nginx", remark="nothing hidden; original 404")
        verdict.must((status, shown[:2]) == (200, b"\xff\xd8"), f"the picture answers {status}")
        verdict.must(hidden.encode() not in shown, "what was hidden in it is handed out")
        for address in (f"/media/{original}", "/media/documents/letter.html", "/media/../clinic.sqlite3"):
            status = site.doors[1].status(address)
            verdict.must(status in {400, 404}, f"{address} answers {status}")
        yield verdict


def notice(_):
    """A notice is published while the folder of ready pages is full; readers come through nginx."""
    if os.geteuid():
        yield Verdict("no room to make pages old", remark=NEEDS_ROOT)
        return
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "page_cache"
        pages.mkdir()
        options = ["-t", "tmpfs", "-o", f"nr_inodes={FILES},mode=755", "tmpfs"]
        with mounted(options, pages), Site(folder, with_nginx=True) as site:
            yield notice_without_room(site, [pages / f"ballast-{number}" for number in range(FILES)])


def notice_without_room(site, ballast):
    before = [site.doors[1].read("/")[1] for _ in range(3)][-1]
    with suppress(OSError):
        for file in ballast:
            file.touch()
    site.shell(PUBLISH)
    old = sum(NOTICE.encode() not in site.doors[1].read("/")[1] for _ in range(20))
    for file in ballast:
        file.unlink(missing_ok=True)
    site.doors[1].read("/")
    ready = json.loads(site.doors[0].readiness()[1])["page_cache"]
    remark = f"{old} of 20 pages old; their room is used for new ones"
    verdict = Verdict("no room to make pages old", remark=remark)
    verdict.must(not old, f"{old} old pages").must(NOTICE.encode() not in before, "the notice was there before")
    return verdict.must(ready, "readiness still says so once there is room")


@contextmanager
def server_read_only(site):
    try:
        site.database.do("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
        yield
    finally:
        site.database.do("ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()")


@contextmanager
def file_aside(path):
    aside = path.rename(path.with_suffix(".aside"))
    try:
        yield
    finally:
        aside.rename(path)


@contextmanager
def small_disk():
    options = ["-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs"]
    with tempfile.TemporaryDirectory() as folder, mounted(options, folder):
        yield folder


@contextmanager
def mounted(options, folder, then=()):
    subprocess.run(["mount", *options, folder], check=True)
    try:
        if then:
            subprocess.run(["mount", *then, folder], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
