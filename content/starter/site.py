"""The site that the starter pages stand in."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import GroupPagePermission, Page, Site


def remove_welcome_page():
    """Wagtail comes with a page of its own, which has the slug that Home wants; its site goes with it."""
    for page in Page.objects.filter(depth=2).exact_type(Page):
        page.delete()


def open_site_at(home):
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "root_page": home,
            "hostname": address.hostname,
            "port": port,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )


def let_editors_in_at(home):
    """What the roles may do with all pages they may do from Home on, where the editor's menu then opens."""
    GroupPagePermission.objects.filter(page__depth=1).update(page=home)
