import logging

from django.db import transaction
from django.utils import timezone
from wagtail.management.commands import publish_scheduled
from wagtail.models import Page, Revision

from content.editor.review_report import MOST_IN_A_MINUTE, count_errors
from content.models.fixed_pages import is_fixed
from content.publishing.publish_guard import PublishRefused

logger = logging.getLogger(__name__)


class Command(publish_scheduled.Command):
    help = "Publishes what is due, and takes down what has expired. A page that has an error by now stays a draft."

    def handle(self, *args, **options):
        if not options["dryrun"]:
            keep_fixed_pages()
            publish_due_pages()
        super().handle(*args, **options)
        if not options["dryrun"]:
            # For the staff home, so that whoever opens it does not wait for the reviews.
            count_errors(timezone.localdate(), MOST_IN_A_MINUTE)


def keep_fixed_pages():
    """An earlier release let them expire, and one refused would stop all other pages."""
    fixed = [page.pk for page in Page.objects.filter(expire_at__isnull=False) if is_fixed(page)]
    Page.objects.filter(pk__in=fixed).update(expire_at=None)


def publish_due_pages():
    """Before Wagtail's own command, which one refused page would stop."""
    due = Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now())
    for revision in due.order_by("approved_go_live_at"):
        publish_or_unschedule(revision)


def publish_or_unschedule(revision):
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except PublishRefused as refused:
        logger.warning("Page %s stays a draft. Rules: %s", revision.object_id, ", ".join(refused.rules))
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
