"""robots.txt and the sitemap, which comes in parts on a large site."""

from xml.sax.saxutils import escape

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.blocks.specific_pages import page_address

CLOSED_TO_ROBOTS = ["/search/", "/admin/", "/cms/", "/accounts/", "/consultation/received/", "/report-a-mistake/"]
# The protocol allows 50,000. A part of 1,000 is rendered in less than a tenth of a second.
ADDRESSES_IN_A_PART = 1_000


def robots(request):
    if settings.DEMO:
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in CLOSED_TO_ROBOTS)]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def sitemap(request):
    """All addresses, or those of the parts where one file would be too long."""
    parts = sitemap_parts()
    if parts.num_pages == 1:
        return urlset(parts.page(1))
    addresses = (reverse("sitemap_part", args=[number]) for number in parts.page_range)
    return xml_response("sitemapindex", (f"<sitemap>{location(address)}</sitemap>" for address in addresses))


def sitemap_part(request, number):
    parts = sitemap_parts()
    if number not in parts.page_range:
        raise Http404
    return urlset(parts.page(number))


def urlset(pages):
    return xml_response("urlset", (entry(*page) for page in pages))


def entry(url_path, published):
    day = f"<lastmod>{timezone.localtime(published):%Y-%m-%d}</lastmod>" if published else ""
    return f"<url>{location(page_address(url_path))}{day}</url>"


def location(address):
    return f"<loc>{escape(settings.SITE_URL.rstrip('/') + address)}</loc>"


def xml_response(name, entries):
    """Without a template, which takes three times as long for a thousand lines."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<{name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"  {line}" for line in entries),
        f"</{name}>",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="application/xml")


def is_public_page(path):
    """Whether the sitemap names `path`."""
    # PostgreSQL refuses to look for what cannot be printed.
    if not path.startswith("/") or not path.isprintable():
        return False
    homes = public_pages().filter(depth=2).values_list("url_path", flat=True)
    return public_pages().filter(url_path__in=[f"{home}{path[1:]}" for home in homes]).exists()


def public_pages():
    return Page.objects.live().public().filter(depth__gt=1)


def sitemap_parts():
    pages = public_pages().order_by("path")
    return Paginator(pages.values_list("url_path", "last_published_at"), ADDRESSES_IN_A_PART)
