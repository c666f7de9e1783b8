import contact.encryption.encrypted_text
from django.conf import settings
from django.db import migrations, models

# Why these: docs/decisions/0018-kinds-of-request.md
DAYS = {
    "referral": {
        "booked_elsewhere": 90,
        "not_suitable": 90,
        "could_not_reach": 90,
        "withdrew": 30,
        "duplicate": 30,
        "spam": 30,
    },
    "mistake": {"fixed": 30, "nothing_to_fix": 30, "duplicate": 30, "spam": 30},
}


def write_periods(apps, schema_editor):
    RetentionPeriod = apps.get_model("contact", "RetentionPeriod")
    for kind, periods in DAYS.items():
        for outcome, days in periods.items():
            RetentionPeriod.objects.get_or_create(kind=kind, outcome=outcome, defaults={"days": days})


def take_periods_back(apps, schema_editor):
    apps.get_model("contact", "RetentionPeriod").objects.filter(kind__in=DAYS).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('contact', '0014_brand_color'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='retentionperiod',
            options={'ordering': ['kind', 'outcome'], 'verbose_name': 'time that requests are kept', 'verbose_name_plural': 'how long requests are kept'},
        ),
        migrations.AddField(
            model_name='consultationrequest',
            name='about_page',
            field=contact.encryption.encrypted_text.EncryptedTextField(blank=True, bound_to='reference', db_default='', default=''),
        ),
        migrations.AddField(
            model_name='consultationrequest',
            name='credentials',
            field=contact.encryption.encrypted_text.EncryptedTextField(blank=True, bound_to='reference', db_default='', default=''),
        ),
        migrations.AddField(
            model_name='consultationrequest',
            name='fax',
            field=contact.encryption.encrypted_text.EncryptedTextField(blank=True, bound_to='reference', db_default='', default=''),
        ),
        migrations.AddField(
            model_name='consultationrequest',
            name='kind',
            field=models.CharField(choices=[('consultation', 'Consultation'), ('referral', 'Referral'), ('mistake', 'Mistake on a page')], db_default='consultation', default='consultation', max_length=20),
        ),
        migrations.AddField(
            model_name='consultationrequest',
            name='patient_initials',
            field=contact.encryption.encrypted_text.EncryptedTextField(blank=True, bound_to='reference', db_default='', default=''),
        ),
        migrations.AddField(
            model_name='consultationrequest',
            name='practice',
            field=contact.encryption.encrypted_text.EncryptedTextField(blank=True, bound_to='reference', db_default='', default=''),
        ),
        migrations.AddField(
            model_name='retentionperiod',
            name='kind',
            field=models.CharField(choices=[('consultation', 'Consultation'), ('referral', 'Referral'), ('mistake', 'Mistake on a page')], default='consultation', editable=False, max_length=20),
        ),
        migrations.AlterField(
            model_name='consultationrequest',
            name='agreed_at',
            field=models.DateTimeField(blank=True, help_text='When the visitor said to be an adult and to understand the use, or the referring clinician that the patient is an adult and agrees.', null=True),
        ),
        migrations.AlterField(
            model_name='consultationrequest',
            name='asking_for',
            field=models.CharField(blank=True, choices=[('me', 'Me'), ('someone_else', 'Someone I care for')], max_length=20),
        ),
        migrations.AlterField(
            model_name='consultationrequest',
            name='contact_by',
            field=models.CharField(blank=True, choices=[('phone', 'Phone'), ('email', 'Email')], max_length=10),
        ),
        migrations.AlterField(
            model_name='consultationrequest',
            name='name',
            field=contact.encryption.encrypted_text.EncryptedTextField(blank=True, bound_to='reference', default=''),
        ),
        migrations.AlterField(
            model_name='consultationrequest',
            name='outcome',
            field=models.CharField(blank=True, choices=[('booked_elsewhere', 'Booked elsewhere'), ('not_suitable', 'Not suitable'), ('could_not_reach', 'Could not reach'), ('withdrew', 'Withdrew'), ('fixed', 'Fixed'), ('nothing_to_fix', 'Nothing to fix'), ('duplicate', 'Duplicate'), ('spam', 'Spam')], max_length=20),
        ),
        migrations.AlterField(
            model_name='retentionperiod',
            name='outcome',
            field=models.CharField(choices=[('booked_elsewhere', 'Booked elsewhere'), ('not_suitable', 'Not suitable'), ('could_not_reach', 'Could not reach'), ('withdrew', 'Withdrew'), ('fixed', 'Fixed'), ('nothing_to_fix', 'Nothing to fix'), ('duplicate', 'Duplicate'), ('spam', 'Spam')], editable=False, max_length=20, verbose_name='closed as'),
        ),
        migrations.AlterField(
            model_name='contactattempt',
            name='channel',
            field=models.CharField(choices=[('call', 'Call'), ('voice_message', 'Voice message'), ('email', 'Email'), ('fax', 'Fax')], max_length=20),
        ),
        migrations.AddIndex(
            model_name='consultationrequest',
            index=models.Index(fields=['in_quarantine', 'state', 'kind'], name='triage_kinds'),
        ),
        migrations.AddConstraint(
            model_name='consultationrequest',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'mistake'), ('agreed_at__isnull', False), _connector='OR'), name='agreed_unless_about_a_mistake', violation_error_message='Only who reports a mistake need not agree to anything.'),
        ),
        migrations.AddConstraint(
            model_name='retentionperiod',
            constraint=models.UniqueConstraint(fields=('kind', 'outcome'), name='one_period_for_a_kind_and_outcome', violation_error_message='There is a period for this already.'),
        ),
        migrations.RunPython(write_periods, take_periods_back),
    ]
