"""The editors' guide: how to edit, review and publish pages."""

from django.shortcuts import render
from django.urls import path, reverse_lazy
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from .review_report import may_see

ADDRESS = reverse_lazy("editors_guide")


def editors_guide(request):
    if not may_see(request.user):
        return permission_denied(request)
    return render(request, "wagtailadmin/editors_guide.html")


URLS = [path("guide/", editors_guide, name="editors_guide")]

menu_item = MenuItem("How to edit pages", ADDRESS, name="editors-guide", icon_name="help", order=1)


class GuidePanel(Component):
    """On the editor's front page."""

    order = 10
    template_name = "wagtailadmin/home/guide_panel.html"
