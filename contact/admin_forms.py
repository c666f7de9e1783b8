"""How the settings of the clinic are typed in the admin: hours, pictures, web addresses."""

from django import forms
from django.contrib.admin.widgets import AdminFileWidget, AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db.models import CharField, EmailField, TextField, UniqueConstraint, URLField

from contact import app_settings
from contact.clinic.email_addresses import EmailAddress
from contact.clinic.locations import CLOSED, Location
from contact.clinic.opening_hours import DAYS, NO_BREAK_SPACE, HoursNotUnderstood, parse_hours, runs_into_next_day
from contact.clinic.plain_text import BareText, PlainText, bare_text
from contact.clinic.time_zones import time_zone_choices
from contact.triage.edit_conflicts import EditConflictForm, fingerprint

# What is typed into settings, as what visitors type: nothing invisible, and counted as people count.
TYPED = {
    CharField: {"form_class": PlainText},
    TextField: {"form_class": PlainText},
    EmailField: {"form_class": EmailAddress},
}


class NamedControls(forms.ModelForm):
    """In a tabular inline the column headings label no control, so each control gets an aria-label."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def validate_unique(self):
        """In inline rows, Django skips the unique constraints that include the parent."""
        super().validate_unique()
        for constraint in self.instance._meta.constraints:
            if not isinstance(constraint, UniqueConstraint):
                continue
            try:
                constraint.validate(type(self.instance), self.instance, exclude=self._get_validation_exclusions())
            except ValidationError as error:
                self.add_error(None, error)


class HolidayFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """Django overlooks a day that is entered twice for all locations."""
        super().clean()
        rows = [form.cleaned_data for form in self.forms if form.is_valid() and form.cleaned_data.get("date")]
        days = [(row["date"], row["location"]) for row in rows if not row.get("DELETE")]
        if len(set(days)) < len(days):
            raise ValidationError("One day is here twice.")


class PictureField(forms.FileField):
    """Gives a picture that was decoded and written anew, so that only its pixels are left."""

    # Twice as wide as the column of a page.
    longest_edge = 1600

    def to_python(self, data):
        file = super().to_python(data)
        return file and app_settings.CLEAN_PHOTO(file, self.longest_edge)


class LogoField(PictureField):
    """It loads with every page, so it is not larger than a sharp phone needs."""

    longest_edge = 640


class WebAddress(forms.URLField):
    def to_python(self, value):
        return super().to_python(bare_text(value or ""))

    def widget_attrs(self, widget):
        """Without `maxlength`: a browser would cut what is pasted, and the link would lead nowhere."""
        return {}


# "maps.example.org" is meant as https.
WEB_ADDRESSES = {URLField: {"form_class": WebAddress, "assume_scheme": "https"}}
PICTURE_WIDGET = AdminFileWidget(attrs={"accept": "image/*"})


class HoursField(BareText):
    """The hours of a day as people write them; gives pairs of times."""

    def __init__(self):
        super().__init__(required=False, max_length=100, widget=AdminTextInputWidget)

    def clean(self, value):
        try:
            return parse_hours(super().clean(value))
        except HoursNotUnderstood as error:
            raise ValidationError(str(error)) from error


class LocationForm(EditConflictForm):
    time_zone = forms.ChoiceField(
        choices=time_zone_choices,
        initial=Location._meta.get_field("time_zone").default,
        help_text="Opening hours and reply times are in it.",
        error_messages={"invalid_choice": "Choose a time zone from the list."},
    )
    monday = HoursField()
    tuesday = HoursField()
    wednesday = HoursField()
    thursday = HoursField()
    friday = HoursField()
    saturday = HoursField()
    sunday = HoursField()

    class Meta:
        widgets = dict.fromkeys(["after_hours", "map_alt"], AdminTextareaWidget({"rows": 2})) | dict.fromkeys(
            ["finding_us", "parking", "step_free_access", "public_transport"], AdminTextareaWidget({"rows": 4})
        )

    WEEK = [name.lower() for name in DAYS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for day, (_, hours) in zip(self.WEEK, self.instance.week, strict=False):
            self.initial[day] = "" if hours == CLOSED else hours.replace(NO_BREAK_SPACE, " ")
            self.fields[day].help_text = f"Visitors read: {hours}"

    def as_stored(self):
        return fingerprint(self.instance, self.instance.week)

    def clean(self):
        cleaned_data = super().clean()
        for number, today in enumerate(self.WEEK):
            tomorrow = self.WEEK[(number + 1) % len(self.WEEK)]
            if runs_into_next_day(self.hours_on(today), self.hours_on(tomorrow)):
                self.add_error(tomorrow, f"The hours of {DAYS[number]} run into these. Change one of the two.")
        return cleaned_data

    def hours_on(self, day):
        return self.cleaned_data.get(day) or []

    def _get_validation_exclusions(self):
        """Saving takes the mark off the location that had it, so two are no mistake."""
        return super()._get_validation_exclusions() | {"answers_requests"}


class OnCallForm(EditConflictForm):
    class Meta:
        widgets = dict.fromkeys(["addresses", "second_addresses"], AdminTextareaWidget({"rows": 3}))
