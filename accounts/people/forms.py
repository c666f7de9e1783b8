"""Who somebody is, and what they may do. No form here has a password."""

from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth import get_user_model
from django.utils.html import format_html

from accounts.people.permissions import is_the_last_owner, lock_owners
from accounts.roles import ROLES
from accounts.sign_in.forms import clean_up

User = get_user_model()


class RolesField(forms.ModelMultipleChoiceField):
    """Groups, each with what somebody in it does. Those that the clinic made itself have their name only."""

    def label_from_instance(self, group):
        role = ROLES.get(group.name)
        if role is None:
            return group.name
        return format_html('{}<span class="role__sentence">{}</span>', group.name, role.sentence)


class UserForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "groups", "is_superuser"]
        field_classes = {"groups": RolesField}
        widgets = {"groups": forms.CheckboxSelectMultiple(attrs={"class": "roles"})}
        labels = {"groups": "Roles", "is_superuser": "Owner"}
        help_texts = {
            "username": "Letters, digits and @ . + - _ only.",
            "groups": "What they may see and do.",
            "is_superuser": "May do everything, and make others owners.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "email" in self.fields:
            self.fields["email"].required = True
            self.fields["email"].help_text = "Theirs alone: links for passwords go there."
        for field in self.fields.values():
            clean_up(field)

    def full_clean(self):
        """What is checked here must still be so when it is saved: Django's admin does both in one transaction."""
        if self.is_bound:
            lock_owners()
        super().full_clean()

    def clean_is_superuser(self):
        is_owner = self.cleaned_data["is_superuser"]
        if not is_owner and is_the_last_owner(self.instance):
            raise forms.ValidationError("Nobody else is an owner, so they have to stay one.")
        return is_owner

    def clean_email(self):
        email = self.cleaned_data["email"]
        others = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        addresses = EmailAddress.objects.filter(email__iexact=email).exclude(user=self.instance.pk)
        if others.exists() or addresses.exists():
            raise forms.ValidationError("Another account has this address. Each person needs their own.")
        return email
