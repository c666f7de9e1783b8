from django.contrib.auth.management import create_permissions
from django.db import migrations

MAY = {
    "Practice managers": {"auth": ["view_user", "add_user", "change_user"]},
    "Privacy officers": {"auth": ["view_user"], "admin": ["view_logentry"]},
}


def give_permissions(apps, schema_editor):
    """Permissions are otherwise made only after the last migration."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for label in ["auth", "admin"]:
        app = apps.get_app_config(label)
        app.models_module = True
        create_permissions(app, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        app.models_module = None
    for name, by_app in MAY.items():
        group, _ = Group.objects.get_or_create(name=name)
        for label, codenames in by_app.items():
            group.permissions.add(
                *Permission.objects.filter(content_type__app_label=label, codename__in=codenames)
            )


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0007_words_for_calls_exports_and_the_digest"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
