"""What staff do, by the same calls as their screens."""

import os
import secrets

PAGE = "/safety/"


def come_to_work(site):
    """Becomes a program of this site."""
    os.environ |= site.environment
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


def change_the_page(pictures=0):
    """Its summary; its pictures are as many as said, all of them new. Gives how a reader sees that it is new."""
    from content.models import InformationPage
    from tests.builders.pages import go_live_unreviewed

    page = InformationPage.objects.get(slug=PAGE.strip("/"))
    page.summary = f"Words number {secrets.randbelow(10**12)}"
    words = [block for block in page.body.raw_data if block["type"] != "picture"]
    page.body = words + [new_picture() for _ in range(pictures)]
    # The review takes longer than all that is measured.
    go_live_unreviewed(page)
    return lambda door: page.summary.encode() in door.read(PAGE)


def new_picture():
    from tests.builders.pages import make_image

    image = make_image(size=(1300 + secrets.randbelow(1000), 900))
    return {"type": "picture", "value": {"picture": {"image": image.pk, "alt_text": "A room", "decorative": False}}}
