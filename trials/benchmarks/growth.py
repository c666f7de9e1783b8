"""What more pages and more requests cost: CPU in one process, SQLite's work included, and queries."""

import time
import uuid
from statistics import median

from running_site.site import Site
from running_site.staff import come_to_work, owner, the_page
from running_site.visitors import NAME, Form

PAGES, REQUESTS, TIMES = [22, 500, 5_000], [100, 10_000, 100_000], 9
LIST = "/admin/contact/consultationrequest/"
SHELF = "/conditions/"
OF_PAGES = {
    "visitor": ["/", SHELF, f"{SHELF}ptsd/", "/sitemap.xml", "/search/?q=depression", "/search/?q=esketemine"],
    "owner": ["/cms/", "/cms/pages/{shelf}/", "/admin/"],
}
TABS = ["new", "mine", "waiting", "overdue", "booked", "closed", "quarantine", "all"]
OF_REQUESTS = ["/admin/", LIST, *(f"{LIST}?show={tab}" for tab in TABS), f"{LIST}?p=2"]
OF_REQUESTS += [f"{LIST}figures/", f"{LIST}{{one}}/change/", f"{LIST}{{one}}/print/"]


def measure():
    with Site(DATABASE_URL="") as site:
        site.kill()
        come_to_work(site)
        table("pages", PAGES, grow_pages, things_of_pages)
        table("requests", REQUESTS, grow_requests, things_of_requests)


def table(kind, sizes, grow, things):
    found = {}
    for size in sizes:
        grow(size)
        for name, do in things().items():
            found.setdefault(name, []).append(take(do))
    print(
        f"| {', '.join(f'{size:,}' for size in sizes)} {kind} | milliseconds of CPU | ratio | queries |\n|---|---|---|---|"
    )
    for name, taken in found.items():
        times = [milliseconds for milliseconds, _ in taken]
        cells = [" / ".join(f"{one:.3g}" for one in times), " / ".join(f"{one / times[0]:.2f}" for one in times)]
        print(f"| {name} | {' | '.join(cells)} | {' / '.join(str(queries) for _, queries in taken)} |", flush=True)


def take(do):
    """The median of TIMES runs, after one for warming up."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        do()
    return median(timed(do) for _ in range(TIMES)), len(captured)


def timed(do):
    began = time.process_time()
    do()
    return 1000 * (time.process_time() - began)


def things_of_pages():
    from content.models import SectionPage

    shelf = SectionPage.objects.get(slug=SHELF.strip("/")).pk
    things = {address: reads(address, client("visitor")) for address in OF_PAGES["visitor"]}
    things |= {address: reads(address.format(shelf=shelf), client("owner")) for address in OF_PAGES["owner"]}
    return things | {"publish, with its review": lambda: the_page().save_revision(changed=False).publish()}


def things_of_requests():
    from contact.models import ConsultationRequest

    one = ConsultationRequest.objects.open().first().pk
    nurse = client("owner")
    things = {address: reads(address.format(one=one), nurse) for address in OF_REQUESTS}
    things["store a request"] = lambda: client("visitor").post("/consultation/", Form(key=str(uuid.uuid4())).fields)
    for words in ("(212) 555-0300", "Nobody Here"):
        things[f"search: {words}"] = lambda words=words: nurse.post(f"{LIST}search/", {"words": words}, secure=True)
    return things


def client(who):
    from django.test import Client

    from tests.builders.staff import sign_in

    one = Client(SERVER_NAME=NAME)
    if who == "owner":
        sign_in(one, owner(), second_factor=True)
    return one


def reads(address, one):
    def read():
        status = one.get(address, secure=True).status_code
        assert status == 200, f"{address} answers {status}"

    return read


def grow_requests(size):
    from contact.models import ConsultationRequest
    from tests.builders.many_requests import make_many_requests

    make_many_requests(size - ConsultationRequest.objects.count(), by=owner())


def grow_pages(size):
    """Copies of a page, on its shelf: rows of the tree at once, then those of its own table and of its search words."""
    from django.db import connection
    from django.db.models import Max
    from wagtail.models import Page

    from content.models import ConditionPage, SearchWord

    original = Page.objects.get(slug="ptsd")
    shelf, missing = original.get_parent(), size - Page.objects.live().filter(depth__gt=1).count()
    first = Page._str2int(shelf.get_children().aggregate(last=Max("path"))["last"][-Page.steplen :]) + 1
    copies = []
    for step in range(first, first + max(missing, 0)):
        copy = Page.objects.get(pk=original.pk)
        copy.pk = copy.id = copy.latest_revision = copy.live_revision = None
        copy.path, copy.slug = Page._get_path(shelf.path, shelf.depth + 1, step), f"ptsd-copy-{step}"
        copy.url_path, copy.title, copy.translation_key = f"{shelf.url_path}{copy.slug}/", copy.slug, uuid.uuid4()
        copies.append(copy)
    Page.objects.bulk_create(copies)
    Page.objects.filter(pk=shelf.pk).update(numchild=shelf.numchild + len(copies))
    for model, key in ((ConditionPage, "page_ptr_id"), (SearchWord, "page_id")):
        table = model._meta.db_table
        columns = [field.column for field in model._meta.local_concrete_fields if field.column not in ("id", key)]
        names, values = (", ".join(f'{of}"{column}"' for column in columns) for of in ("", "o."))
        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO {table} ("{key}", {names}) SELECT p.id, {values} FROM wagtailcore_page p, {table} o '
                f"WHERE o.{key} = %s AND p.slug LIKE 'ptsd-copy-%%' AND p.id NOT IN (SELECT {key} FROM {table})",
                [original.pk],
            )
