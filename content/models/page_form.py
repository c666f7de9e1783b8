from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import Panel

from .fixed_pages import is_fixed

SCHEDULE = ["go_live_at", "expire_at"]
CLOSED = {
    "slug": "Other pages link to this address, so it can't change.",
    "expire_at": "Other pages count on this one, so it never expires.",
}


class PageForm(WagtailAdminPageForm):
    def __init__(self, *args, instance=None, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        if instance is not None and instance.live and not instance.has_unpublished_changes:
            # The line describes the last version, not the one that is written now.
            self.initial["what_changed"] = ""
        self.name_time_zone()
        if instance is not None and not instance._state.adding and is_fixed(instance):
            self.close_what_is_fixed()

    def name_time_zone(self):
        zone = timezone.get_current_timezone_name().replace("_", " ")
        for name in SCHEDULE:
            if name in self.fields:
                self.fields[name].help_text = f"By the clinic's clock ({zone})."

    def close_what_is_fixed(self):
        for name, words in CLOSED.items():
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = words

    def save(self, commit=True):
        """Creates a page as a draft, even if "Publish" was pressed: Wagtail publishes it after saving."""
        page = super().save(commit=False)
        if page._state.adding:
            page.live = False
        return super().save(commit) if commit else page


class ReviewPanel(Panel):
    """Above the form: the findings of the clinical review about the draft as it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/panels/clinical_review.html"
