"""Wagtail's documents are no longer installed; the table of a site that had them stays, with what is in it."""

from django.db import migrations

TABLE = "wagtaildocs_document"


def let_go_of_collections(apps, schema_editor):
    """Nobody can empty a collection of documents any more, and the database would refuse to delete it."""
    if TABLE not in schema_editor.connection.introspection.table_names():
        return
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    if root:
        schema_editor.execute(f"UPDATE {TABLE} SET collection_id = {root.pk}")  # nosec B608: a table of ours and a number


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0012_versions_in_the_history"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(let_go_of_collections, migrations.RunPython.noop)]
