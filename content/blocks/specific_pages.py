"""Pages of several types in one query (Wagtail's `specific` takes one more for each type), and their addresses."""

from functools import cache

from django.apps import apps
from wagtail.models import Page


@cache
def page_type_names():
    return [model._meta.model_name for model in apps.get_app_config("content").get_models() if issubclass(model, Page)]


def with_specific(pages):
    return pages.select_related(*page_type_names())


def with_specific_for_lists(pages):
    """Without the bodies, which lists of pages do not show."""
    return with_specific(pages).defer(*(f"{name}__body" for name in page_type_names()))


def as_specific(page):
    """The page as a condition page, a section page and so on, from what `with_specific` has read."""
    return next((getattr(page, name) for name in page_type_names() if hasattr(page, name)), page)


def page_address(url_path):
    """The path below Home, such as "/safety/", whatever the host of the site; empty for the root of the tree."""
    return "/" + url_path.split("/", 2)[2] if url_path.count("/") > 1 else ""
