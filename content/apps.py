from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Pages"

    def ready(self):
        from content.blocks.pictures import connect_image_signals
        from content.page_cache.invalidation import connect_signals
        from content.publishing import (  # noqa: F401
            fixed_page_guard,
            publish_guard,
            treatments_offered,
            usage,
            wagtail_views,
        )
        from content.search import indexing  # noqa: F401
        from content.starter import outline  # noqa: F401

        connect_image_signals()
        connect_signals()
        usage.connect_signals()
        wagtail_views.use_publish_action()
