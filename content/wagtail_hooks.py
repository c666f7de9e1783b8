from django.http import Http404
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.snippets.models import register_snippet

from content.blocks.page_links import PageLinks
from content.blocks.rich_text import LONGEST_TEXT
from content.editor.clinic_records import ClinicRecords
from content.editor.review_report import URLS, ReportMenuItem, may_see
from content.publishing import restore, two_person_rule
from content.publishing.treatments_offered import NOT_OFFERED
from content.publishing.wagtail_views import BulkPublish

register_snippet(ClinicRecords)


@hooks.register("register_admin_menu_item")
def link_to_staff_home():
    return MenuItem("Staff home", reverse_lazy("admin:index"), icon_name="home", order=1)


@hooks.register("insert_global_admin_css")
def editor_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/staff/editor.css"))


@hooks.register("insert_editor_js")
def unsaved_input_script():
    return format_html('<script src="{}"></script>', static("js/staff/unsaved.js"))


@hooks.register("insert_editor_js")
def paste_limit_script():
    return format_html('<script src="{}" data-longest="{}"></script>', static("js/staff/long_paste.js"), LONGEST_TEXT)


# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", BulkPublish, order=1)


@hooks.register("register_admin_urls")
def report_urls():
    return URLS


@hooks.register("register_reports_menu_item")
def report_menu_item():
    return ReportMenuItem("Clinical review", reverse_lazy("clinical_review"), icon_name="glasses", order=1)


@hooks.register("register_admin_urls")
def guide_urls():
    return [path("guide/", editors_guide, name="editors_guide")]


def editors_guide(request):
    if not may_see(request.user):
        return permission_denied(request)
    return render(request, "wagtailadmin/editors_guide.html")


class GuidePanel(Component):
    """On the editor's front page."""

    order = 10
    template_name = "wagtailadmin/home/guide_panel.html"


@hooks.register("register_admin_urls")
def restore_urls():
    return restore.URLS


@hooks.register("register_log_actions")
def name_our_actions(actions):
    actions.register_action(NOT_OFFERED, "Take off", "Taken off the site, because the clinic doesn't offer it")
    actions.register_action(two_person_rule.PUT_BACK, "Put back", "Put back as visitors saw it last")


@hooks.register("construct_help_menu")
def replace_help_menu(request, items):
    """Wagtail's own entries lead to other people's sites, about a program that our staff need not know by name."""
    guide = MenuItem(
        "How to edit pages", reverse_lazy("editors_guide"), name="editors-guide", icon_name="help", order=1
    )
    items[:] = [guide, *(item for item in items if item.name == "keyboard-shortcuts-trigger")]


@hooks.register("construct_admin_api")
def register_no_documents(router):
    router.register_endpoint("documents", NoDocuments)


@hooks.register("construct_homepage_panels")
def add_guide_panel(request, panels):
    panels.append(GuidePanel())


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own, whose place it takes
def register_page_links(features):
    features.register_link_type(PageLinks)


class NoDocuments(BaseAPIViewSet):
    """Stands in for wagtail.documents, which is not installed: every page of the editor asks for this address."""

    @classmethod
    def get_urlpatterns(cls):
        return [path("", not_found, name="listing")]


def not_found(request):
    raise Http404
