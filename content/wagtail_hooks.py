from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_menu_item")
def way_back_to_the_staff_home():
    return MenuItem("Staff home", reverse_lazy("admin:index"), icon_name="home", order=1)
