from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from .signals import page_publishing


class PublishAction(PublishPageRevisionAction):
    """The one way to publish or schedule a page: the guard reviews and signs `object`, which is then saved."""

    def execute(self, skip_permission_checks=False):
        page_publishing.send(type(self.object), action=self)
        return super().execute(skip_permission_checks=skip_permission_checks)
