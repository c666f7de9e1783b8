"""What machines ask: is the process alive, and can it do its work?"""

from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

READY, NOT_READY = 200, 503


@never_cache
def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request):
    """Says per part whether it works; only to this machine itself, since it describes the inside."""
    if not came_from_this_machine(request):
        raise Http404
    parts = {"database": database_answers(), "data_dir": data_dir_can_be_written()}
    return JsonResponse(parts, status=READY if all(parts.values()) else NOT_READY)


def came_from_this_machine(request):
    """A forwarded request has passed a proxy, so its last address says nothing about who asked."""
    forwarded = "X-Forwarded-For" in request.headers
    return not forwarded and ip_address(request.META["REMOTE_ADDR"]).is_loopback


def database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def data_dir_can_be_written():
    probe = settings.DATA_DIR / ".readyz"
    try:
        probe.write_text("")
        probe.unlink()
    except OSError:
        return False
    return True
