"""The search page. What people look for says something about their health, so it is neither stored nor logged."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from .ranking import find
from .results import results_for

LONGEST_QUERY = 200
RESULTS_ON_A_PAGE = 10


@cache_control(private=True, no_store=True)
def search(request):
    query = cleaned(request.GET.get("q", ""))
    found = find(query)
    shown = Paginator(found.keys, RESULTS_ON_A_PAGE).get_page(request.GET.get("page"))
    terms = {} if found.is_danger else found.terms
    answer = {
        "query": query,
        "found": found,
        "shown": shown,
        "results": results_for(list(shown), terms),
        "stems": set(terms),
    }
    return render(request, "content/search.html", answer)


def cleaned(query):
    """Without unprintable characters, which a database may refuse."""
    return " ".join("".join(letter for letter in query[:LONGEST_QUERY] if letter.isprintable()).split())
