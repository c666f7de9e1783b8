"""Behind nginx, as in production: which files are handed out, and what readers get if pages cannot be made old."""

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from running_site.site import Site
from running_site.verdict import Verdict

from fault_trials.failing_database import small_disk

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


def photos_keep_their_secrets(_):
    """A photograph with a place and a name hidden in it, asked for as any visitor can."""
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


def pages_cannot_be_made_old(_):
    """A notice is published while the folder of ready pages is full."""
    if os.geteuid():
        yield Verdict(NO_ROOM, remark="not tried: needs root")
        return
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "baked"
        pages.mkdir()
        with small_disk(f"nr_inodes={FILES},mode=755", pages), Site(folder, with_nginx=True) as site:
            yield notice_without_room(site, pages)


def notice_without_room(site, pages):
    before = [home(site) for _ in range(3)][-1]
    ballast = [pages / f"ballast-{number}" for number in range(FILES)]
    with suppress(OSError):
        for file in ballast:
            file.touch()
    site.shell(PUBLISH)
    old = sum(NOTICE.encode() not in home(site) for _ in range(20))
    for file in ballast:
        file.unlink(missing_ok=True)
    home(site)
    ready = json.loads(site.doors[0].read("/readyz")[1])["baked_pages"]
    verdict = Verdict(NO_ROOM, remark=f"{old} of 20 pages old; their room is used for new ones")
    verdict.must(not old, f"{old} old pages").must(NOTICE.encode() not in before, "the notice was there before")
    return verdict.must(ready, "readiness still says so once there is room")


def home(site):
    return site.doors[1].read("/")[1]
