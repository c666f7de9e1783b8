"""What the page editor's buttons send."""

import json

from django.urls import reverse

LINES = ["status_line", "short_title", "search_description", "written_by", "reviewed_by", "reviewer_role"]


def form_of(page, **fields):
    """The form as the editor shows it for this page, whose body is one text with one source."""
    data = {name: getattr(page, name) or "" for name in [*LINES, "title", "slug", "summary"]}
    data |= {name: str(getattr(page, name) or "") for name in ["last_reviewed", "next_review_due"]}
    data |= {"body-count": str(len(page.body))}
    for place, block in enumerate(page.body):
        data |= text_of(f"body-{place}", place, block)
    return data | {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0} | fields


def text_of(prefix, place, block):
    paragraph = {"key": "a", "text": "Reading sets no cookie.", "type": "unstyled", "depth": 0}
    paragraph |= {"inlineStyleRanges": [], "entityRanges": []}
    values = {"type": block.block_type, "id": block.id or "", "order": place, "deleted": ""}
    values |= {"value-text": json.dumps({"blocks": [paragraph], "entityMap": {}}), "value-sources-count": "1"}
    values |= {"value-sources-0-value": block.value["sources"][0].pk, "value-sources-0-id": ""}
    values |= {"value-sources-0-order": "0", "value-sources-0-deleted": "", "value-sources-0-type": "item"}
    return {f"{prefix}-{name}": value for name, value in values.items()}


def edit(client, page, action, **fields):
    data = form_of(page, **{action: "yes"}, **fields)
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)


def approve(client, page):
    page.refresh_from_db()
    task = page.current_workflow_state.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    return client.post(address, {"comment": ""}, follow=True)


def publish_together(client, *pages):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{query}", follow=True)
