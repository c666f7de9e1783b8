"""Links by mail for choosing a password, which work once and for a day. Nobody sets one for somebody else."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse


def send_invitation(person):
    """Links that were sent before stop working."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
    send(person, "account/email/invitation")


def send_new_password_link(person):
    send(person, "account/email/new_password_link")


def send(person, template):
    get_adapter().send_mail(template, person.email, {"link": link_for(person)})


def link_for(person):
    where = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=where)


def tell_that_the_second_factor_is_gone(person):
    if person.email:
        get_adapter().send_mail("account/email/second_factor_taken_off", person.email, {})
