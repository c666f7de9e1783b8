"""What the pages about second factors show."""

import json

from allauth.mfa.models import Authenticator
from django import template

register = template.Library()


@register.filter
def as_json(value):
    """For a data attribute; the template escapes it."""
    return json.dumps(value)


@register.filter
def is_the_last_factor(authenticator):
    """Whether nothing but recovery codes would be left, which go with it."""
    others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
    return not others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
