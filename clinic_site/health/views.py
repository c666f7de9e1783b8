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
    """The result of each check; only for this machine itself, since it describes the inside."""
    if not came_from_this_machine(request):
        raise Http404
    results = readiness.run_checks()
    answer = {result.name: result.passed for result in results}
    messages = [result.message for result in results if result.message]
    return JsonResponse(answer | {"words": messages}, status=READY if all(answer.values()) else NOT_READY)


def came_from_this_machine(request):
    """A forwarded request has passed a proxy, so its last address says nothing about who asked."""
    forwarded = "X-Forwarded-For" in request.headers
    return not forwarded and ip_address(request.META["REMOTE_ADDR"]).is_loopback
