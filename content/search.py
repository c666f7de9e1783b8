"""Finding a page. What somebody looks for here says something about their health, so it is kept nowhere."""

import re

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from wagtail.models import Page

LONGEST_QUERY = 200
RESULTS_ON_A_PAGE = 10
WORD = re.compile(r"[^\W_]+")


@cache_control(private=True, no_store=True)
def search(request):
    query = cleaned(request.GET.get("q", ""))
    found = Paginator(list(pages_about(query)) if query else [], RESULTS_ON_A_PAGE)
    results = found.get_page(request.GET.get("page"))
    return render(request, "content/search.html", {"query": query, "results": results, "total": found.count})


def cleaned(query):
    """Words only: quotes and brackets mean something to the database's own search language."""
    return " ".join(WORD.findall(query[:LONGEST_QUERY]))


def pages_about(query):
    """Live pages that anybody may read, the best match first."""
    readable = Page.objects.live().public().filter(depth__gt=1)
    return readable.defer_streamfields().specific().search(query)
