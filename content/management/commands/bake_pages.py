from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from content.page_cache.cache_version import CacheVersions, build_id
from content.page_cache.invalidation import invalidate
from content.page_cache.render_ahead import Site, public_addresses, render_if_changed


class Command(BaseCommand):
    help = "Render every public page that is not cached yet on this host, so that no visitor waits for one."

    def add_arguments(self, parser):
        parser.add_argument("--anew", action="store_true", help="Render those that are cached as well.")
        parser.add_argument(
            "--if-changed",
            action="store_true",
            help="Only if pages have changed since the last time and no other process is at it. The mail worker does.",
        )

    def handle(self, *, anew, if_changed, verbosity, **options):
        if if_changed:
            render_if_changed()
            return
        CacheVersions(settings.PAGE_CACHE_DIR).open(build_id())
        if anew:
            invalidate()
        self.render_all(verbosity)

    def render_all(self, verbosity):
        site, addresses = Site(), public_addresses()
        visits = [(host, address) for host in site.hosts for address in addresses]
        for count, (host, address) in enumerate(visits, start=1):
            if verbosity:
                self.stdout.write(f"{count} of {len(visits)}  {host}{address}")
            status = site.visit(address, host)
            if not status.startswith("200 "):
                raise CommandError(f"{host}{address} answers {status}.")
