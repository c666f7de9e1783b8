from django.http import Http404
from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.api.v2.views import BaseAPIViewSet

from content.blocks.page_links import PageLinks
from content.blocks.rich_text import LONGEST_TEXT
from content.editor import guide
from content.editor.review_report import ADDRESSES, ReportMenuItem
from content.models import PAGE_TYPES
from content.publishing import restore, two_person_rule
from content.publishing.bulk_publishing import BulkPublish
from content.publishing.publish_guard import clear_for_publishing


@hooks.register("register_admin_menu_item")
def way_back_to_the_staff_home():
    return MenuItem("Staff home", reverse_lazy("admin:index"), icon_name="home", order=1)


@hooks.register("insert_global_admin_css")
def the_clinics_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("css/staff/editor.css"))


@hooks.register("insert_editor_js")
def what_is_written_counts_as_unsaved():
    return format_html('<script src="{}"></script>', static("js/staff/unsaved.js"))


@hooks.register("insert_editor_js")
def no_paste_longer_than_a_block():
    return format_html('<script src="{}" data-longest="{}"></script>', static("js/staff/long_paste.js"), LONGEST_TEXT)


@hooks.register("before_publish_page")
def the_editors_button_asks_as_well(request, page):
    """It is the only one that goes round `publish`. Its draft is saved by now, and is kept."""
    if type(page) in PAGE_TYPES:
        clear_for_publishing(page.latest_revision, request.user)


# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", BulkPublish, order=1)


@hooks.register("register_admin_urls")
def addresses_of_the_report():
    return ADDRESSES


@hooks.register("register_reports_menu_item")
def the_report_in_its_menu():
    return ReportMenuItem("Clinical review", reverse_lazy("clinical_review"), icon_name="glasses", order=1)


@hooks.register("register_admin_urls")
def address_of_the_guide():
    return guide.ADDRESSES


@hooks.register("register_admin_urls")
def addresses_of_the_ways_back():
    return restore.ADDRESSES


@hooks.register("register_log_actions")
def what_the_history_calls_it(actions):
    actions.register_action(two_person_rule.PUT_BACK, "Put back", "Put back as visitors saw it last")


@hooks.register("construct_help_menu")
def our_guide_in_the_place_of_others(request, items):
    """Wagtail's own entries lead to other people's sites, about a program that our staff need not know by name."""
    items[:] = [guide.menu_item, *(item for item in items if item.name == "keyboard-shortcuts-trigger")]


@hooks.register("construct_admin_api")
def no_documents(router):
    router.register_endpoint("documents", NoDocuments)


@hooks.register("construct_homepage_panels")
def where_to_begin(request, panels):
    panels.append(guide.GuidePanel())


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own, whose place it takes
def links_to_pages(features):
    features.register_link_type(PageLinks)


class NoDocuments(BaseAPIViewSet):
    """In the place of wagtail.documents: Wagtail gives this address to every page of the editor, documents or none."""

    @classmethod
    def get_urlpatterns(cls):
        return [path("", not_there, name="listing")]


def not_there(request):
    raise Http404
