from django.contrib.auth.management import create_permissions
from django.db import migrations, models

STARTERS = [
    (
        "call",
        "First call",
        "Hello, am I speaking with the person who wrote to us? You have reference {reference}.\n\n"
        "(Only when they say yes:) I am calling from {clinic_name}. Is this a good time, and can you speak freely?\n\n"
        "1. Are you safe right now? (If not: 911 in an emergency, 988 to talk to somebody at once.)\n"
        "2. What would you like to know first?\n"
        "3. When would a consultation suit you?\n\n"
        "Our number is {clinic_phone}. We are open: {opening_hours}.",
    ),
    (
        "voice_message",
        "Voice message",
        "(Only when the request says that a message may be left.)\n\n"
        "Hello, this is [your first name], returning your message. You can reach me at {clinic_phone}. "
        "Your reference is {reference}. Thank you.",
    ),
    (
        "email",
        "We tried to call",
        "Hello,\n\nWe tried to reach you about your request {reference}.\n\n"
        "Call us at {clinic_phone}, or answer with a time that suits you. We are open: {opening_hours}.\n\n"
        "Keep private details out of an answer to this mail.",
    ),
    (
        "email",
        "A last try",
        "Hello,\n\nWe have not been able to reach you about your request {reference}, and will close it now.\n\n"
        "You can write to us again at any time, or call {clinic_phone}.\n\n"
        "Keep private details out of an answer to this mail.",
    ),
]
# Privacy officers already see every request. Practice managers see none, so that they export none either.
MAY = {
    "Practice managers": [
        "view_replytemplate",
        "add_replytemplate",
        "change_replytemplate",
        "delete_replytemplate",
    ],
    "Privacy officers": ["export_consultationrequest"],
}


def write_starters(apps, schema_editor):
    ReplyTemplate = apps.get_model("contact", "ReplyTemplate")
    for place, (kind, title, text) in enumerate(STARTERS, start=1):
        ReplyTemplate.objects.get_or_create(title=title, defaults={"kind": kind, "text": text, "place": place * 10})


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
        ('contact', '0006_triage_list'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReplyTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('call', 'Call script'), ('voice_message', 'Voice message'), ('email', 'Email')], max_length=20)),
                ('title', models.CharField(max_length=80, unique=True)),
                ('text', models.TextField(help_text='May hold {reference}, {clinic_phone}, {clinic_email} and {opening_hours}; a call script also {clinic_name}. Nothing about health.', max_length=3000)),
                ('place', models.PositiveSmallIntegerField(default=0, help_text='Lower numbers come first.')),
            ],
            options={
                'verbose_name': 'call script or reply',
                'verbose_name_plural': 'call scripts and replies',
                'ordering': ['place', 'title'],
            },
        ),
        migrations.AlterModelOptions(
            name='consultationrequest',
            options={'ordering': ['-received_at'], 'permissions': [('export_consultationrequest', 'Can export consultation requests')]},
        ),
        migrations.AlterField(
            model_name='outboxmessage',
            name='kind',
            field=models.CharField(choices=[('staff_bell', 'Tells staff that a request waits'), ('acknowledgement', 'Tells the visitor that the request arrived'), ('daily_digest', 'Tells staff once a day what waits')], max_length=20),
        ),
        migrations.RunPython(write_starters, migrations.RunPython.noop),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
