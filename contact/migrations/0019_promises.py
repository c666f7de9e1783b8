"""Due times follow the calendar from now on, so those of installed sites are computed anew once."""

from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models

from contact.clinic.business_hours import NO_TIMES, BusinessHours, ReplyTime

AWAITING_REPLY = ["new", "in_review"]
AT_ONCE = 500


def compute_due_times(apps, schema_editor):
    requests = apps.get_model("contact", "ConsultationRequest").objects
    requests.exclude(state__in=AWAITING_REPLY, kind__in=["consultation", "referral"]).filter(
        due_at__isnull=False
    ).update(due_at=None)
    waiting = requests.filter(closed_at=None, state__in=AWAITING_REPLY).exclude(kind="mistake").order_by("pk")
    reply_time, pks = reply_time_of(apps), list(waiting.values_list("pk", flat=True))
    for start in range(0, len(pks), AT_ONCE):
        compute_some(apps, requests.filter(pk__in=pks[start : start + AT_ONCE]), reply_time)


def compute_some(apps, requests, reply_time):
    """What was due so far is what the visitor was told, unless the promise began anew since."""
    rows = list(requests.only("reference", "received_at", "due_at"))
    taken_up = last_taken_up(apps, [row.reference for row in rows])
    for row in rows:
        first_due, again = reply_time.due_at(row.received_at), taken_up.get(row.reference)
        row.told_due_at = row.due_at
        row.due_at = first_due
        if again and not (first_due and first_due > again):
            row.reopened_at, row.due_at, row.told_due_at = again, reply_time.due_at(again), None
    requests.model.objects.bulk_update(rows, ["due_at", "told_due_at", "reopened_at"])


def last_taken_up(apps, references):
    """When each request was last moved back to where somebody awaits a reply."""
    moves = apps.get_model("contact", "RequestEvent").objects.filter(kind="moved", reference__in=references)
    return {
        reference: moment
        for reference, moment, detail in moves.order_by("sequence").values_list("reference", "happened_at", "detail")
        if detail.get("to") in AWAITING_REPLY and detail.get("came_from") in {"contacted", "booked", "closed"}
    }


def reply_time_of(apps):
    details = apps.get_model("contact", "ClinicDetails").objects.first()
    location = apps.get_model("contact", "Location").objects.order_by("-answers_requests", "place", "pk").first()
    if details is None or location is None:
        return ReplyTime(None, NO_TIMES)
    week = {}
    hours = apps.get_model("contact", "OpeningHours").objects.filter(location=location).order_by("weekday", "opens")
    for weekday, *period in hours.values_list("weekday", "opens", "closes"):
        week.setdefault(weekday, []).append(tuple(period))
    closures = apps.get_model("contact", "Holiday").objects.filter(models.Q(location=None) | models.Q(location=location))
    days = frozenset(closures.values_list("date", flat=True))
    times = BusinessHours(ZoneInfo(location.time_zone), week, days)
    return ReplyTime(details.reply_within_working_days, times)


class Migration(migrations.Migration):

    dependencies = [
        ('contact', '0018_life_cycle'),
    ]

    operations = [
        migrations.AddField(
            model_name='consultationrequest',
            name='reopened_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='consultationrequest',
            name='told_due_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='clinicdetails',
            name='give_back_after_hours',
            field=models.PositiveSmallIntegerField(blank=True, default=8, help_text="When the person it's assigned to has done nothing with it for this long, colleagues see it as not assigned again. Leave it blank and it stays with that person.", null=True, validators=[MinValueValidator(1), MaxValueValidator(200)], verbose_name='business hours until an overdue request returns to the queue'),
        ),
        migrations.AlterField(
            model_name='clinicdetails',
            name='reply_within_working_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Visitors are told this, and each request becomes overdue by it. 0 is the same day. Leave it blank to promise nothing.', null=True, validators=[MaxValueValidator(30)], verbose_name='reply within how many business days'),
        ),
        migrations.AlterField(
            model_name='clinicdetails',
            name='emergency_notice',
            field=models.CharField(blank=True, help_text="Shown at the top of every page at once, such as “Closed today because of snow.” Clear it when it's over.", max_length=300),
        ),
        migrations.AlterField(
            model_name='requestevent',
            name='kind',
            field=models.CharField(choices=[('received', 'Received'), ('viewed', 'Viewed'), ('listed', 'Listed'), ('searched', 'Searched'), ('moved', 'Moved'), ('assigned', 'Assigned'), ('given back', 'Given Back'), ('note added', 'Note Added'), ('contact attempted', 'Contact Attempted'), ('due time changed', 'Due Time Changed'), ('exported', 'Exported'), ('printed', 'Printed'), ('deleted', 'Deleted')], max_length=20),
        ),
        migrations.RunPython(compute_due_times, migrations.RunPython.noop),
    ]
