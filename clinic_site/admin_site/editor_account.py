"""What staff may set for themselves in the page editor."""

from wagtail.admin.views.account import AccountView

PICTURE = "avatar"


class Account(AccountView):
    """Without a picture of oneself: nobody needs one here, and Wagtail stores it as it was sent."""

    def get_panels(self):
        return [panel for panel in super().get_panels() if panel.name != PICTURE]
