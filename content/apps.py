from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Pages"

    def ready(self):
        from content.baking.changes import watch

        watch()
