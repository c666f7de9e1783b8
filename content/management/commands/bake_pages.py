from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string
from wagtail.models import Page

from content.blocks.specific_pages import page_address
from content.page_cache.invalidation import invalidate


class Command(BaseCommand):
    help = "Bake every live page that is not baked yet, so that no visitor waits for one."

    def add_arguments(self, parser):
        parser.add_argument("--anew", action="store_true", help="Bake those that are baked as well.")

    def handle(self, *, anew, verbosity, **options):
        site = import_string(settings.WSGI_APPLICATION)
        if anew:
            invalidate()
        url_paths = Page.objects.live().public().filter(depth__gt=1).values_list("url_path", flat=True)
        addresses = ["/sitemap.xml", "/robots.txt", *map(page_address, url_paths)]
        for count, address in enumerate(addresses, start=1):
            if verbosity:
                self.stdout.write(f"{count} of {len(addresses)}  {address}")
            status = visit(site, address)
            if not status.startswith("200 "):
                raise CommandError(f"{address} answers {status}.")


def visit(site, address):
    """Asks as an anonymous visitor at SITE_URL does."""
    said = []
    body = site(visit_to(address), lambda status, headers, *rest: said.append(status))
    if hasattr(body, "close"):
        body.close()
    return said[0]


def visit_to(address):
    scheme, host = urlsplit(settings.SITE_URL)[:2]
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "HTTP_HOST": host,
        "SERVER_PORT": host.partition(":")[2] or "80",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": scheme,
    }
    if settings.SECURE_PROXY_SSL_HEADER and scheme == "https":
        name, value = settings.SECURE_PROXY_SSL_HEADER
        environ[name] = value
    setup_testing_defaults(environ)
    return environ
