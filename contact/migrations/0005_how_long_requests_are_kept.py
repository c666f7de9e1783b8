import django.core.validators
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

# Why these: docs/decisions/0009-how-long-requests-are-kept.md
DAYS = {
    "booked_elsewhere": 90,
    "not_suitable": 90,
    "could_not_reach": 90,
    "withdrew": 30,
    "duplicate": 30,
    "spam": 30,
}
MAY = {
    "Practice managers": ["view_retentionperiod", "change_retentionperiod", "view_upkeeprun"],
    "Privacy officers": ["delete_consultationrequest", "view_retentionperiod", "view_upkeeprun"],
}


def write_periods(apps, schema_editor):
    RetentionPeriod = apps.get_model("contact", "RetentionPeriod")
    for outcome, days in DAYS.items():
        RetentionPeriod.objects.get_or_create(outcome=outcome, defaults={"days": days})


def give_permissions(apps, schema_editor):
    """Permissions are otherwise made only after the last migration."""
    app = apps.get_app_config("contact")
    app.models_module = True
    create_permissions(app, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    app.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in MAY.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*Permission.objects.filter(content_type__app_label="contact", codename__in=codenames))


class Migration(migrations.Migration):

    dependencies = [
        ('contact', '0004_quarantine_reasons_and_send_counts'),
    ]

    operations = [
        migrations.CreateModel(
            name='UpkeepRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(choices=[('deletion', 'Deletion of expired requests'), ('reconciling', 'Count of requests'), ('backup', 'Backup')], max_length=20, unique=True)),
                ('ended_at', models.DateTimeField()),
                ('went_well', models.BooleanField()),
                ('words', models.CharField(blank=True, max_length=400)),
            ],
            options={
                'verbose_name': 'upkeep',
                'verbose_name_plural': 'upkeep',
                'ordering': ['task'],
            },
        ),
        migrations.CreateModel(
            name='RetentionPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('booked_elsewhere', 'Booked elsewhere'), ('not_suitable', 'Not suitable'), ('could_not_reach', 'Could not reach'), ('withdrew', 'Withdrew'), ('duplicate', 'Duplicate'), ('spam', 'Spam')], editable=False, max_length=20, unique=True, verbose_name='closed as')),
                ('days', models.PositiveIntegerField(help_text='Days after it was closed. Then the request, its notes and its contact attempts are deleted.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='days kept')),
            ],
            options={
                'verbose_name': 'time that requests are kept',
                'verbose_name_plural': 'how long requests are kept',
                'ordering': ['outcome'],
                'constraints': [models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 3650)), name='kept_a_day_to_ten_years', violation_error_message='Keep requests for 1 day at least and 10 years at most.')],
            },
        ),
        migrations.RunPython(write_periods, migrations.RunPython.noop),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
