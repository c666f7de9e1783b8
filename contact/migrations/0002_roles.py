from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = {
    "Triage": [
        "view_consultationrequest",
        "change_consultationrequest",
        "view_note",
        "add_note",
        "view_contactattempt",
        "add_contactattempt",
        "view_requestevent",
    ],
    "Practice managers": [
        "view_clinicdetails",
        "change_clinicdetails",
        "view_crisishelp",
        "change_crisishelp",
        "view_openinghours",
        "add_openinghours",
        "change_openinghours",
        "delete_openinghours",
        "view_holiday",
        "add_holiday",
        "change_holiday",
        "delete_holiday",
        "view_outboxmessage",
    ],
    "Privacy officers": ["view_consultationrequest", "view_requestevent", "view_deletionrecord", "view_outboxmessage"],
}


def make_roles(apps, schema_editor):
    """Permissions are otherwise made only after the last migration."""
    app = apps.get_app_config("contact")
    app.models_module = True
    create_permissions(app, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    app.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        permissions = Permission.objects.filter(content_type__app_label="contact", codename__in=codenames)
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("contact", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
