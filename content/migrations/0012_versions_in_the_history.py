"""Versions that a program saved, such as the starter pages, stand in the history like those of an editor."""

import uuid

from django.db import migrations

SAVED = ["wagtail.create", "wagtail.edit", "wagtail.revert"]


def add_missing_entries(apps, schema_editor):
    PageLogEntry = apps.get_model("wagtailcore", "PageLogEntry")
    logged = PageLogEntry.objects.filter(action__in=SAVED, revision__isnull=False).values("revision_id")
    PageLogEntry.objects.bulk_create(
        [
            PageLogEntry(
                page_id=revision.object_id,
                revision=revision,
                action="wagtail.edit",
                label=revision.object_str,
                content_type_id=revision.content_type_id,
                content_changed=True,
                timestamp=revision.created_at,
                uuid=uuid.uuid4(),
            )
            for revision in versions_of_programs(apps).exclude(pk__in=logged).defer("content")
        ]
    )


def versions_of_programs(apps):
    Revision = apps.get_model("wagtailcore", "Revision")
    kind = {"base_content_type__app_label": "wagtailcore", "base_content_type__model": "page"}
    return Revision.objects.filter(user=None, **kind)


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0011_search_recipe"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(add_missing_entries, migrations.RunPython.noop)]
