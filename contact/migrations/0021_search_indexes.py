import contact.clinic.phone_and_email
import django.db.models.deletion
from django.db import migrations, models

# What the columns of the release before hold is found at once; `prepare` then indexes every request by the new rules.
COPY = """
INSERT INTO contact_searchentry (kind, digest, consultation_request_id)
SELECT '{kind}', {kind}_index, id FROM contact_consultationrequest WHERE {kind}_index <> ''
"""
COPY_BACK = """
UPDATE contact_consultationrequest SET {kind}_index = COALESCE((
    SELECT MIN(digest) FROM contact_searchentry
    WHERE kind = '{kind}' AND consultation_request_id = contact_consultationrequest.id
), '')
"""
KINDS = ["phone", "email", "name"]


class Migration(migrations.Migration):

    dependencies = [
        ("contact", "0020_danger"),
    ]

    operations = [
        migrations.AddField(
            model_name="consultationrequest",
            name="index_rules",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("digest", models.CharField(max_length=64)),
                (
                    "consultation_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to="contact.consultationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "search entries",
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("digest", "consultation_request"), name="search_entry_once")
                ],
            },
        ),
        migrations.AlterField(
            model_name="clinicdetails",
            name="referral_fax",
            field=models.CharField(
                blank=True,
                max_length=40,
                validators=[contact.clinic.phone_and_email.validate_number],
                verbose_name="fax",
            ),
        ),
        migrations.AlterField(
            model_name="clinicdetails",
            name="referral_phone",
            field=models.CharField(
                blank=True,
                max_length=40,
                validators=[contact.clinic.phone_and_email.validate_number],
                verbose_name="phone",
            ),
        ),
        migrations.AlterField(
            model_name="crisishelp",
            name="emergency_number",
            field=models.CharField(
                default="911",
                help_text="When a life is in danger now.",
                max_length=20,
                validators=[contact.clinic.phone_and_email.validate_crisis_number],
            ),
        ),
        migrations.AlterField(
            model_name="crisishelp",
            name="lifeline_number",
            field=models.CharField(
                default="988",
                help_text="Takes calls and text messages, day and night.",
                max_length=20,
                validators=[contact.clinic.phone_and_email.validate_crisis_number],
            ),
        ),
        migrations.AlterField(
            model_name="location",
            name="fax",
            field=models.CharField(
                blank=True,
                max_length=40,
                validators=[contact.clinic.phone_and_email.validate_number],
            ),
        ),
        migrations.AlterField(
            model_name="location",
            name="phone",
            field=models.CharField(
                blank=True,
                help_text="As visitors should read it. Phones can tap it to call.",
                max_length=40,
                validators=[contact.clinic.phone_and_email.validate_number],
            ),
        ),
        migrations.AlterField(
            model_name="location",
            name="text_number",
            field=models.CharField(
                blank=True,
                help_text="A number that somebody reads text messages on.",
                max_length=40,
                validators=[contact.clinic.phone_and_email.validate_number_or_short_code],
                verbose_name="text line",
            ),
        ),
        *[migrations.RunSQL(COPY.format(kind=kind), COPY_BACK.format(kind=kind)) for kind in KINDS],
    ]
