from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Pages"

    def ready(self):
        from content import changes, fixed_pages, page_pictures, shown_on_pages  # noqa: F401
        from content.baking.changes import watch
        from content.search import indexing  # noqa: F401

        page_pictures.watch()
        watch()
        shown_on_pages.connect()
