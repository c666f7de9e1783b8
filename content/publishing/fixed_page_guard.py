"""Refuses whatever would take down, hide, move or delete a page that the site relies on."""

from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import pre_page_move

from content.blocks.specific_pages import page_address
from content.models.fixed_pages import is_fixed, why_fixed


class FixedPageError(Exception):
    """Why this page cannot be changed so; `words` are for people."""

    def __init__(self, page, words):
        super().__init__(f"Page {page.pk} must stay: {words}")
        self.page = page
        self.words = f"{words} {why_fixed(page)}"


# Receivers and not methods of our page types: Wagtail also unpublishes, moves and deletes pages as plain `Page`.


@receiver(pre_save)
def guard_save(sender, instance, raw=False, update_fields=None, **kwargs):
    if raw or not isinstance(instance, Page) or instance._state.adding:
        return
    stored = Page.objects.filter(pk=instance.pk).first()
    if stored is not None and is_fixed(stored):
        refuse_new_address(stored, instance, update_fields)
        refuse_taking_down(stored, instance, update_fields)


def refuse_new_address(stored, page, update_fields):
    if writes("slug", update_fields) and page.slug != stored.slug:
        raise FixedPageError(stored, "It keeps its address.")
    if writes("url_path", update_fields) and page_address(page.url_path) != page_address(stored.url_path):
        raise FixedPageError(stored, "It keeps its address.")
    if writes("alias_of", update_fields) and page.alias_of_id != stored.alias_of_id:
        raise FixedPageError(stored, "It has words of its own.")


def refuse_taking_down(stored, page, update_fields):
    if writes("live", update_fields) and stored.live and not page.live:
        raise FixedPageError(stored, "It can be changed, but not taken down.")
    if writes("expire_at", update_fields) and page.expire_at:
        raise FixedPageError(stored, "It never expires.")
    if writes("go_live_at", update_fields) and stored.live and is_in_future(page.go_live_at):
        raise FixedPageError(stored, "It is live already, and stays so.")


def writes(field, update_fields):
    return update_fields is None or field in update_fields


def is_in_future(moment):
    return moment is not None and moment > timezone.now()


@receiver(pre_delete)
def guard_deletion(sender, instance, **kwargs):
    if isinstance(instance, Page) and is_fixed(instance):
        raise FixedPageError(instance, "It can be changed, but not deleted.")


@receiver(pre_page_move)
def guard_move(sender, instance, url_path_before, url_path_after, **kwargs):
    """Reordering among siblings is allowed: the address stays the same."""
    if is_fixed(instance) and page_address(url_path_after) != page_address(url_path_before):
        raise FixedPageError(instance, "It can be changed, but not moved.")


@receiver(pre_save, sender=PageViewRestriction)
def guard_view_restriction(sender, instance, raw=False, **kwargs):
    if raw:
        return
    page = home_page() if instance.page.is_root() else instance.page
    if page and is_fixed(page):
        raise FixedPageError(page, "It stays open to everybody.")


@receiver(pre_save, sender=Site)
def guard_site(sender, instance, raw=False, **kwargs):
    home = None if raw else home_page()
    if home and (instance.root_page_id != home.pk or stops_being_default(instance)):
        raise FixedPageError(home, "Every address of the site begins here.")


def stops_being_default(site):
    return not site.is_default_site and Site.objects.filter(pk=site.pk, is_default_site=True).exists()


@receiver(pre_delete, sender=Site)
def guard_site_deletion(sender, instance, **kwargs):
    home = home_page()
    if home and instance.is_default_site and instance.root_page_id == home.pk:
        raise FixedPageError(home, "Its site can't be deleted.")


def remove_restrictions(page, user):
    """Removes view restrictions that an earlier release allowed on fixed pages."""
    if is_fixed(page):
        for restriction in page.view_restrictions.all():
            restriction.delete(user=user)


def home_page():
    return Page.objects.filter(content_type__app_label="content", content_type__model="homepage").first()
