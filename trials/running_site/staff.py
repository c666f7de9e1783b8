"""What staff change, in this process, by the same calls as their screens. Gives how a reader sees that it is new."""

import io
import os
import secrets
import sys

from running_site.programs import ROOT

PAGE = "/safety/"
REDIRECT = "/old-address/"


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


def new_words():
    return f"Words number {secrets.randbelow(10**12)}"


def says(words):
    return lambda door: words.encode() in door.read(PAGE)[1]


def change(thing, field):
    words = new_words()
    setattr(thing, field, words)
    thing.save()
    return says(words)


def change_the_page():
    page = the_page()
    page.summary = words = new_words()
    publish(page)
    return says(words)


def change_the_clinic():
    from contact.models import ClinicDetails

    return change(ClinicDetails.current(), "name")


def unpublish():
    the_page().unpublish()
    return lambda door: door.status(PAGE) == 404


def publish_again():
    publish(the_page())
    return lambda door: door.status(PAGE) == 200


def change_an_image(image):
    """Another file, as the editor's form replaces one: its name is new, and so is that of every size of it."""
    name = new_words().replace(" ", "-")
    image.file.save(f"{name}.png", picture())
    image.save()
    image.renditions.all().delete()
    return says(name)


def change_a_redirect(redirect):
    redirect.redirect_link = to = f"/{new_words().replace(' ', '-').lower()}/"
    redirect.save()
    return lambda door: door.ask("GET", REDIRECT)[0].headers["Location"] == to


def make_what_changes():
    """A source and an image that the page shows, and a redirect."""
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.images import get_image_model

    from content.models import Source

    source = Source.objects.create(identifier="Z901", kind=Source.Kind.STUDY, citation=new_words(), live=True)
    image = get_image_model().objects.create(title="A room", file=picture())
    page = the_page()
    shown = {"picture": {"image": image.pk, "alt_text": "A quiet room", "decorative": False}, "caption": ""}
    cited = {"text": "<p>Words with a source.</p>", "sources": [source.pk]}
    page.body = [*page.body.raw_data, {"type": "picture", "value": shown}, {"type": "text", "value": cited}]
    publish(page)
    return source, image, Redirect.objects.create(old_path=REDIRECT.rstrip("/"), redirect_link=PAGE)


def picture():
    from django.core.files.images import ImageFile
    from PIL import Image

    drawn = io.BytesIO()
    Image.new("RGB", (1200, 800), secrets.choice(["navy", "teal", "olive"])).save(drawn, "PNG")
    return ImageFile(drawn, name="room.png")
