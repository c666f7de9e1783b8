from django.db import migrations

from accounts.sign_in.mfa.encrypted_secrets import for_anybody, for_its_user, encrypt_again


def bind(apps, schema_editor):
    seal_all_again(apps, schema_editor, for_anybody, for_its_user)


def unbind(apps, schema_editor):
    seal_all_again(apps, schema_editor, for_its_user, for_anybody)


def seal_all_again(apps, schema_editor, was, will_be):
    """In one transaction. What no key opens is left as it is."""
    rows = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
    locked = sum(not encrypt_again(row, was, will_be) for row in rows.order_by("pk"))
    if locked:
        print(f"{locked} second factors do not open with the keys there are: whoever they belong to sets up new ones.")


class Migration(migrations.Migration):

    dependencies = [
        ("clinic_site", "0001_known_devices"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(bind, unbind)]
