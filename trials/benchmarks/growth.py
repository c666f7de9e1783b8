"""What more pages and more requests cost the web server: CPU for each answer, SQLite's work included."""

from running_site.site import Site
from running_site.staff import come_to_work, owner, session_of, the_page
from running_site.visitors import Crowd, Form, Visitor

PAGES, REQUESTS, TIMES = [22, 500, 5_000], [100, 10_000, 100_000], 10
LIST = "/admin/contact/consultationrequest/"
SHELF = "/conditions/"
# A query that nobody knows goes past the page cache.
FOR_ANYBODY = [
    "/?no=1",
    f"{SHELF}?no=1",
    f"{SHELF}ptsd/?no=1",
    "/sitemap.xml",
    "/search/?q=pain",
    "/search/?q=esketemine",
]
TABS = "new mine waiting overdue booked closed quarantine all".split()
FOR_STAFF = [LIST, *(f"{LIST}?show={tab}" for tab in TABS), f"{LIST}?p=2", f"{LIST}figures/"]


def measure():
    with Site(DATABASE_URL="") as site:
        come_to_work(site)
        table(site, "pages", PAGES, grow_pages, things_of_pages)
        table(site, "requests", REQUESTS, grow_requests, things_of_requests)


def table(site, kind, sizes, grow, things):
    found = {}
    for size in sizes:
        grow(size)
        for name, ask in things(site).items():
            found.setdefault(name, []).append(milliseconds(site, ask))
    print(f"\n| {', '.join(f'{size:,}' for size in sizes)} {kind} | milliseconds of CPU | ratio |\n|---|---|---|")
    for name, taken in found.items():
        ratios = " / ".join(f"{one / (taken[0] or 1):.2f}" for one in taken)
        print(f"| {name} | {' / '.join(f'{one:.0f}' for one in taken)} | {ratios} |", flush=True)


def milliseconds(site, ask):
    ask()
    before = site.web.cpu_seconds()
    for _ in range(TIMES):
        ask()
    return 1000 * (site.web.cpu_seconds() - before) / TIMES


def reads(visitor, address):
    def read():
        status = visitor.get(address)[0].status
        assert status == 200, f"{address} answers {status}"

    return read


def things_of_pages(site):
    staff = Visitor(site.doors[0], **session_of(owner()))
    shelf = f"/cms/pages/{the_page().get_siblings().get(slug=SHELF.strip('/')).pk}/"
    things = {address: reads(Visitor(site.doors[0]), address) for address in FOR_ANYBODY}
    return things | {address: reads(staff, address) for address in ("/cms/", shelf, "/admin/")}


def things_of_requests(site):
    from contact.models import ConsultationRequest

    staff = Visitor(site.doors[0], **session_of(owner()))
    one, crowd = f"{LIST}{ConsultationRequest.objects.open().first().pk}", Crowd(site)
    things = {address: reads(staff, address) for address in FOR_STAFF}
    things |= {"a request": reads(staff, f"{one}/change/"), "call sheet": reads(staff, f"{one}/print/")}
    return things | {"store a request": lambda: crowd.send(Form())}


def grow_requests(size):
    from contact.models import ConsultationRequest
    from tests.builders.many_requests import make_many_requests

    make_many_requests(size - ConsultationRequest.objects.count(), by=owner())


def grow_pages(size):
    """Copies of a page on its shelf."""
    from wagtail.models import Page

    original = Page.objects.get(slug="ptsd").specific
    for number in range(Page.objects.live().filter(depth__gt=1).count(), size):
        names = {"slug": f"ptsd-copy-{number}", "title": f"PTSD {number}"}
        original.copy(update_attrs=names, copy_revisions=False, log_action=None)
