from wagtail.admin.forms import WagtailAdminPageForm


class PageForm(WagtailAdminPageForm):
    def save(self, commit=True):
        """A new page begins as a draft, also when its writer pressed "Publish": that comes after it."""
        page = super().save(commit=False)
        if page._state.adding:
            page.live = False
        return super().save(commit) if commit else page
