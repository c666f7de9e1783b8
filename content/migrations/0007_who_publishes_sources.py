"""Sources pass the same review as pages, and clinical reviewers publish them."""

from django.db import migrations


def arrange(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="content", model="source")
    publish, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="publish_source", defaults={"name": "Can publish source"}
    )
    apps.get_model("auth", "Group").objects.get(name="Clinical reviewers").permissions.add(publish)
    apps.get_model("wagtailcore", "WorkflowContentType").objects.update_or_create(
        content_type=kind,
        defaults={"workflow": apps.get_model("wagtailcore", "Workflow").objects.get(name="Clinical review")},
    )


class Migration(migrations.Migration):
    dependencies = [("content", "0006_source_review")]

    operations = [migrations.RunPython(arrange, migrations.RunPython.noop)]
