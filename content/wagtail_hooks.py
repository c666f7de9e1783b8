from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from content.blocks.page_links import ReadPageLinks


@hooks.register("register_admin_menu_item")
def way_back_to_the_staff_home():
    return MenuItem("Staff home", reverse_lazy("admin:index"), icon_name="home", order=1)


@hooks.register("insert_global_admin_css")
def the_clinics_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("css/staff/editor.css"))


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own, whose place it takes
def links_to_pages(features):
    features.register_link_type(ReadPageLinks)
