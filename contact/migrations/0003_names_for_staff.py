from django.db import migrations


class Migration(migrations.Migration):
    """Only words: the database stays as it is."""

    dependencies = [("contact", "0002_roles")]

    operations = [
        migrations.AlterModelOptions(
            name="deletionrecord",
            options={
                "ordering": ["-deleted_at"],
                "verbose_name": "proof of deletion",
                "verbose_name_plural": "proofs of deletion",
            },
        ),
        migrations.AlterModelOptions(
            name="outboxmessage",
            options={
                "ordering": ["-created_at"],
                "verbose_name": "outgoing mail",
                "verbose_name_plural": "outgoing mail",
            },
        ),
        migrations.AlterModelOptions(
            name="requestevent",
            options={"ordering": ["-happened_at", "-pk"], "verbose_name_plural": "who did what"},
        ),
    ]
