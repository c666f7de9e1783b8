"""/healthz: is the process alive? /readyz: can it do its work?"""

from ipaddress import ip_address

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from clinic_site.health import readiness

READY, NOT_READY = 200, 503


@never_cache
def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request):
    """Says per part whether it is well; only to this machine itself, since it describes the inside."""
    if not came_from_this_machine(request):
        raise Http404
    parts = readiness.parts()
    answer = {part.name: part.is_well for part in parts} | {"words": [part.words for part in parts if part.words]}
    return JsonResponse(answer, status=READY if all(part.is_well for part in parts) else NOT_READY)


def came_from_this_machine(request):
    """A forwarded request has passed a proxy, so its last address says nothing about who asked."""
    forwarded = "X-Forwarded-For" in request.headers
    return not forwarded and ip_address(request.META["REMOTE_ADDR"]).is_loopback
