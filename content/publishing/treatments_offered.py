"""Takes pages about treatments that the clinic doesn't offer off the site, if it chose so, and brings them back."""

from django.dispatch import receiver
from wagtail.log_actions import registry
from wagtail.signals import published

from content.models import TreatmentPage, TreatmentsOffered

from .publish_guard import publish_as_it_was
from .two_person_rule import last_published

NOT_OFFERED = "content.not_offered"
TAKEN_DOWN = [NOT_OFFERED, "wagtail.unpublish", "wagtail.unpublish.scheduled"]


@receiver(published, sender=TreatmentsOffered)
def follow_the_record(sender, instance, **kwargs):
    hides = instance.is_filled and instance.others == TreatmentsOffered.Others.HIDE
    for page in TreatmentPage.objects.all():
        if hides and not instance.offers(page):
            take_off(page)
        else:
            bring_back(page)


def take_off(page):
    if page.live:
        page.unpublish(log_action=NOT_OFFERED)


def bring_back(page):
    """Only what was taken off here: staff may have taken a page down for a reason of their own."""
    if page.live or not was_taken_off(page):
        return
    revision = last_published(page)
    if revision:
        publish_as_it_was(page, revision, user=None)


def was_taken_off(page):
    entries = registry.get_logs_for_instance(page).filter(action__in=TAKEN_DOWN)
    entry = entries.order_by("-timestamp", "-pk").first()
    return entry is not None and entry.action == NOT_OFFERED
