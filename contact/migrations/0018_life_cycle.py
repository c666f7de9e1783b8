import django.core.validators
import django.utils.timezone
from django.db import migrations, models

# Why these: docs/decisions/0022-an-end-for-every-request.md
DAYS = {"became_patient": 30, "did_not_come": 90}
KINDS = ["consultation", "referral"]
OUTCOMES = [
    ("became_patient", "Became a patient"),
    ("did_not_come", "Did not come"),
    ("booked_elsewhere", "Booked elsewhere"),
    ("not_suitable", "Not suitable"),
    ("could_not_reach", "Could not reach"),
    ("withdrew", "Withdrew"),
    ("fixed", "Fixed"),
    ("nothing_to_fix", "Nothing to fix"),
    ("duplicate", "Duplicate"),
    ("spam", "Spam"),
]


def write_periods(apps, schema_editor):
    RetentionPeriod = apps.get_model("contact", "RetentionPeriod")
    for kind in KINDS:
        for outcome, days in DAYS.items():
            RetentionPeriod.objects.get_or_create(kind=kind, outcome=outcome, defaults={"days": days})


def take_periods_back(apps, schema_editor):
    apps.get_model("contact", "RetentionPeriod").objects.filter(outcome__in=DAYS).delete()


def put_limits_in_force(apps, schema_editor):
    """From now on, so that staff are warned before anything lapses that is old already."""
    apps.get_model("contact", "AgeLimits").objects.get_or_create(pk=1)


class Migration(migrations.Migration):

    dependencies = [
        ('contact', '0017_answers_of_the_form'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='retentionperiod',
            options={'ordering': ['kind', 'outcome'], 'verbose_name': 'retention period', 'verbose_name_plural': 'how long requests are kept'},
        ),
        migrations.AlterField(
            model_name='consultationrequest',
            name='outcome',
            field=models.CharField(blank=True, choices=OUTCOMES, max_length=20),
        ),
        migrations.AlterField(
            model_name='retentionperiod',
            name='outcome',
            field=models.CharField(choices=OUTCOMES, editable=False, max_length=20, verbose_name='closed as'),
        ),
        migrations.CreateModel(
            name='AgeLimits',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('suspected_days', models.PositiveIntegerField(default=60, help_text="If nobody has decided whether it's real. The staff home warns two weeks before. What nobody has opened isn't deleted.", validators=[django.core.validators.MinValueValidator(21), django.core.validators.MaxValueValidator(365)], verbose_name='days until suspected spam is deleted')),
                ('booked_days', models.PositiveIntegerField(default=30, help_text='Counted from the booking, or from the last note or call since. This deletes nothing.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days until we ask how a booking ended')),
                ('open_days', models.PositiveIntegerField(default=365, help_text="Counted from the last move, note or call. The staff home and the daily email warn four weeks before. What nobody has opened isn't deleted.", validators=[django.core.validators.MinValueValidator(60), django.core.validators.MaxValueValidator(3650)], verbose_name='days until an open request is deleted')),
                ('in_force_since', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'verbose_name': 'requests that nobody closes',
                'verbose_name_plural': 'requests that nobody closes',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='contact_agelimits_has_one_row', violation_error_message='There can only be one of these.'), models.CheckConstraint(condition=models.Q(('open_days__gte', 60), ('suspected_days__gte', 21)), name='age_limits_leave_time_to_decide', violation_error_message='Leave at least 21 days for suspected spam and 60 for open requests.')],
            },
        ),
        migrations.RunPython(write_periods, take_periods_back),
        migrations.RunPython(put_limits_in_force, migrations.RunPython.noop),
    ]
