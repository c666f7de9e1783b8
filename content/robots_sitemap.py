"""robots.txt and sitemap.xml."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from content.blocks.specific_pages import page_address

CLOSED_TO_ROBOTS = ["/search/", "/admin/", "/cms/", "/accounts/", "/consultation/received/"]


def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in CLOSED_TO_ROBOTS)]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def sitemap(request):
    pages = Page.objects.live().public().filter(depth__gt=1).only("url_path", "last_published_at")
    places = [(settings.SITE_URL.rstrip("/") + page_address(page.url_path), page.last_published_at) for page in pages]
    return render(request, "content/sitemap.xml", {"places": places}, content_type="application/xml")
