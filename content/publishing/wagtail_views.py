"""Wagtail's views that publish. Those that do not call Page.publish() get our publish action.

Publishing several pages at once leaves out those that may not go live, and names them with the reason.
"""

from django.db import transaction
from django.utils.html import format_html, format_html_join
from wagtail.admin import messages
from wagtail.admin.api.actions import publish as api
from wagtail.admin.views.pages import edit
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction

from content.models.publish_action import PublishAction

from .publish_guard import PublishRefused

NAME = PublishAction.__base__.__name__


def use_publish_action():
    for module in (edit, api):  # the editor's button, and the API of the editor
        if not hasattr(module, NAME):
            raise ImportError(f"{module.__name__} publishes in another way since this release of Wagtail.")
        setattr(module, NAME, PublishAction)


class BulkPublish(PublishBulkAction):
    def get_execution_context(self):
        self.left_out = []
        return super().get_execution_context() | {"left_out": self.left_out}

    @classmethod
    def execute_action(cls, objects, include_descendants=False, user=None, left_out=None, **kwargs):
        left_out = [] if left_out is None else left_out
        parents = sum(publish_one(page, user, left_out) for page in objects)
        children = drafts_below(objects, user) if include_descendants else []
        return parents, sum(publish_one(page, user, left_out) for page in children)

    def get_success_message(self, num_parent_objects, num_child_objects):
        if self.left_out:
            messages.error(self.request, list_refusals(self.left_out))
        if num_parent_objects or num_child_objects:
            return super().get_success_message(num_parent_objects, num_child_objects)


def drafts_below(pages, user):
    drafts = {draft.pk: draft for page in pages for draft in page.get_descendants().not_live().specific()}
    return [draft for draft in drafts.values() if user is None or draft.permissions_for_user(user).can_publish()]


def publish_one(page, user, left_out):
    """Whether it went live; if not, the refusal is added to `left_out`."""
    try:
        with transaction.atomic():
            revision = page.get_latest_revision() or page.specific.save_revision(user=user)
            revision.publish(user=user)
    except PublishRefused as refusal:
        left_out.append(refusal)
        return False
    return True


def list_refusals(refusals):
    lines = format_html_join(
        "", "<li>{}: {} {}</li>", ((one.page.title, one.words, first_reason(one)) for one in refusals)
    )
    return format_html("<strong>Not published; the drafts are kept.</strong><ul>{}</ul>", lines)


def first_reason(refusal):
    return refusal.findings[0].reason if refusal.findings else ""
