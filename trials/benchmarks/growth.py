"""What more pages and more requests cost the web server: CPU for each answer, SQLite's work included."""

from running_site.site import Site
from running_site.staff import come_to_work, owner, session_of
from running_site.verdict import end_in_order

PAGES, REQUESTS, TIMES = [22, 500, 5_000], [100, 10_000, 100_000], 10
LIST = "/admin/contact/consultationrequest/"
# A query that nobody knows goes past the page cache.
OF_PAGES = ["/?no=1", "/conditions/?no=1", "/conditions/ptsd/?no=1", "/sitemap.xml", "/search/?q=pain"]
OF_PAGES += ["/search/?q=esketemine", "/cms/", "/admin/"]
OF_REQUESTS = [LIST, *(f"{LIST}?show={tab}" for tab in "new mine waiting overdue booked closed quarantine all".split())]
OF_REQUESTS += [f"{LIST}?p=2", f"{LIST}figures/"]


def table(site, kind, sizes, grow, addresses):
    found, session = {}, session_of(owner())
    for size in sizes:
        grow(size)
        for address in addresses:
            found.setdefault(address, []).append(milliseconds(site, address, session))
    print(f"\n| {', '.join(f'{size:,}' for size in sizes)} {kind} | milliseconds of CPU | ratio |\n|---|---|---|")
    for address, taken in found.items():
        ratios = " / ".join(f"{one / (taken[0] or 1):.2f}" for one in taken)
        print(f"| {address} | {' / '.join(f'{one:.0f}' for one in taken)} | {ratios} |")


def milliseconds(site, address, session):
    cookie = {"Cookie": "=".join(*session.items())} if address.startswith(("/cms/", "/admin/")) else {}
    statuses = [site.doors[0].status(address, **cookie)]
    before = site.web.cpu_seconds()
    statuses += [site.doors[0].status(address, **cookie) for _ in range(TIMES)]
    assert set(statuses) == {200}, f"{address} answers {statuses}"
    return 1000 * (site.web.cpu_seconds() - before) / TIMES


def grow_requests(size):
    from contact.models import ConsultationRequest
    from tests.builders.many_requests import make_many_requests

    make_many_requests(size - ConsultationRequest.objects.count(), by=owner())


def grow_pages(size):
    """Copies of a page in its section."""
    from wagtail.models import Page

    original = Page.objects.get(slug="ptsd").specific
    for number in range(Page.objects.live().filter(depth__gt=1).count(), size):
        names = {"slug": f"ptsd-copy-{number}", "title": f"PTSD {number}"}
        original.copy(update_attrs=names, copy_revisions=False, log_action=None)


if __name__ == "__main__":
    end_in_order()
    with Site() as site:
        come_to_work(site)
        table(site, "pages", PAGES, grow_pages, OF_PAGES)
        table(site, "requests", REQUESTS, grow_requests, OF_REQUESTS)
