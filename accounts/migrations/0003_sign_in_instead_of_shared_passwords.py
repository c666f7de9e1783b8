from django.db import migrations

RESTRICTIONS = ["PageViewRestriction", "CollectionViewRestriction"]


def ask_for_sign_in(apps, schema_editor):
    """What a shared password kept from the public stays so, for people who can sign in."""
    for name in RESTRICTIONS:
        restrictions = apps.get_model("wagtailcore", name).objects.using(schema_editor.connection.alias)
        changed = restrictions.filter(restriction_type="password").update(restriction_type="login", password="")  # nosec B106: it takes a password away
        if changed:
            print(f"{name}: {changed} shared passwords no longer open anything; whoever signs in still gets in.")


class Migration(migrations.Migration):

    dependencies = [
        ("clinic_site", "0002_seal_second_factors_for_their_user"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [migrations.RunPython(ask_for_sign_in, migrations.RunPython.noop)]
