"""/healthz: is the process alive? /readyz: can it do its work?

What must work for requests to be stored and told of is checked, each with what is wrong in words.
"""

import shutil
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from clinic_site.startup import disk_reserve
from contact.encryption import CannotOpen, Undecryptable, seal, unseal
from contact.encryption import key_check as key_canaries
from contact.maintenance import clock, rollback_protection, schema
from contact.models import ConsultationRequest, OutboxMessage, UpkeepRun, WriteProbe
from content.page_cache.invalidation import fault as page_cache_fault

READY, NOT_READY = 200, 503


@never_cache
def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request):
    """The result of each check; only for this machine itself, since it describes the inside."""
    if not came_from_this_machine(request):
        raise Http404
    results = [CheckResult(name, *checked(check)) for name, check in CHECKS.items()]
    answer = {result.name: result.passed for result in results}
    messages = [result.message for result in results if result.message]
    return JsonResponse(answer | {"words": messages}, status=READY if all(answer.values()) else NOT_READY)


def came_from_this_machine(request):
    """A forwarded request has passed a proxy, so its last address says nothing about who asked."""
    forwarded = "X-Forwarded-For" in request.headers
    return not forwarded and ip_address(request.META["REMOTE_ADDR"]).is_loopback


# Five times what the disk reserve frees, so that this is told while there is time to make room without it.
LEAST_FREE_BYTES = 500 * 1024 * 1024
# There is one a day, which may take a while.
OLD_BACKUP = timedelta(hours=26)


@dataclass(frozen=True)
class CheckResult:
    name: str
    passed: bool
    message: str


def checked(check):
    """Whether `check` passes, and its message: a sentence that holds nothing secret, or "" if it passes."""
    try:
        message = check()
    except Error:
        message = "The database does not answer."
    return not message, message


def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return database_files() or database_writes()


def database_files():
    """SQLite only: whether the files that are open are still those that lie there."""
    fault = connection.fault() if connection.vendor == "sqlite" else ""
    return f"{fault} Look at docs/operating.md before you stop anything." if fault else ""


def database_writes():
    """Stores a row for good: a database that only reads would answer everything else."""
    try:
        WriteProbe.objects.update_or_create(pk=1, defaults={"written_at": timezone.now()})
    except Error:
        return "The database cannot be written."
    return ""


def data_dir():
    probe = settings.DATA_DIR / ".readyz"
    try:
        probe.write_text("")
        probe.unlink()
    except OSError:
        return "DATA_DIR cannot be written."
    return ""


def disk():
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free >= LEAST_FREE_BYTES:
        return ""
    way_out = f" Deleting {disk_reserve.NAME} in DATA_DIR makes room at once." if disk_reserve.path().exists() else ""
    return f"Only {free // 1024**2} MB are free on the disk.{way_out}"


def outbox():
    """Only of what staff must be told: that one visitor's address takes no mail is for the out-box to say."""
    old = OutboxMessage.objects.never_given_up().waiting_too_long().count()
    return f"{old} mails to staff have been waiting for more than 15 minutes." if old else ""


def backup():
    last = UpkeepRun.objects.filter(task=UpkeepRun.Task.BACKUP).first()
    if last is None:
        # A site that has just started has nothing to lose yet.
        waits = ConsultationRequest.objects.filter(received_at__lt=timezone.now() - OLD_BACKUP).exists()
        return "There has been no backup yet." if waits else ""
    if not last.went_well:
        return "The last backup failed."
    if last.ended_at > timezone.now() + clock.SURELY_AHEAD:
        return "The last backup is dated in the future: the clock was ahead. Make one now."
    hours = (timezone.now() - last.ended_at) // timedelta(hours=1)
    return "" if last.ended_at >= timezone.now() - OLD_BACKUP else f"The last backup is {hours} hours old."


def keys():
    """Whether a new request could be sealed, and the oldest and the newest one be read."""
    try:
        unseal(seal("well", about="readiness"), about="readiness")
    except (CannotOpen, ImproperlyConfigured):
        return "FIELD_KEYS cannot be used."
    rows = ConsultationRequest.objects.order_by("pk").only("reference", "name")
    if any(isinstance(one.name, Undecryptable) for one in (rows.first(), rows.last()) if one):
        return "A stored request does not open: run keys_check."
    return ""


def known_keys():
    try:
        return key_canaries.fault()
    except ImproperlyConfigured:
        return ""  # told by keys()


def deletion():
    last = UpkeepRun.objects.filter(task=UpkeepRun.Task.DELETION, went_well=False).first()
    return f"The last deletion was refused. {last.words}" if last else ""


CHECKS = {
    "database": database,
    "data_dir": data_dir,
    "disk": disk,
    "outbox": outbox,
    "backup": backup,
    "keys": keys,
    "known_keys": known_keys,
    "schema": schema.fault,
    "clock": clock.fault,
    "deletion": deletion,
    "newest_event": rollback_protection.fault,
    "page_cache": page_cache_fault,
}
