from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

from content.page_cache.cached_page import REPRESENTATION_HEADERS, REVALIDATE

from .bake_pages import visit_to

PAGE = "/"


class Command(BaseCommand):
    help = "Print the headers of a published page as nginx says them, for the pages that nginx hands out itself."

    def handle(self, **options):
        for name, value in headers_of(PAGE):
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            self.stdout.write(f'add_header {name} "{quoted}" always;')


def headers_of(address):
    """The headers that gunicorn sends, without those about the body, which nginx adds itself."""
    said = []
    body = import_string(settings.WSGI_APPLICATION)(visit_to(address), lambda _, headers, *rest: said.extend(headers))
    if hasattr(body, "close"):
        body.close()
    return [*((name, value) for name, value in said if name.lower() not in REPRESENTATION_HEADERS), REVALIDATE]
