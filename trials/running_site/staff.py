"""What staff do, by the same calls as their screens. A change gives how a reader sees that it is new."""

import os
import secrets
import sys

from running_site.programs import ROOT

PAGE = "/safety/"


def come_to_work(site):
    """Becomes a program of this site."""
    os.environ |= site.environment
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()


def session_of(user):
    """The cookie of somebody who has given a second factor."""
    from django.conf import settings
    from django.test import Client

    from tests.builders.staff import sign_in

    client = Client()
    sign_in(client, user, second_factor=True)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def owner():
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(username="owner")


def the_page():
    from content.models import InformationPage

    return InformationPage.objects.get(slug=PAGE.strip("/"))


def publish(page):
    from content.publishing.publish_guard import before_any_review

    with before_any_review():  # which takes longer than all that is measured
        page.save_revision().publish()


def says(words):
    return lambda door: words.encode() in door.read(PAGE)[1]


def change_the_page():
    page = the_page()
    page.summary = f"Words number {secrets.randbelow(10**12)}"
    publish(page)
    return says(page.summary)


def change_the_clinic():
    from contact.models import ClinicDetails

    clinic = ClinicDetails.current()
    clinic.name = f"Clinic number {secrets.randbelow(10**12)}"
    clinic.save()
    return says(clinic.name)


def take_the_page_away():
    the_page().unpublish()
    return lambda door: door.status(PAGE) == 404


def bring_the_page_back():
    publish(the_page())
    return lambda door: door.status(PAGE) == 200
