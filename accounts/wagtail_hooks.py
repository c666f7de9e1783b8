"""Accounts in the page editor: what staff may set there, and the warning before a session ends."""

from django.template.loader import render_to_string
from wagtail import hooks
from wagtail.admin.views.account import AccountView


class EditorAccountView(AccountView):
    """Without a picture of oneself: nobody needs one here, and Wagtail stores it as it was sent."""

    def get_panels(self):
        return [panel for panel in super().get_panels() if panel.name != "avatar"]


@hooks.register("insert_global_admin_js")
def warning_before_the_session_ends():
    return render_to_string("account/session_timeout.html")
