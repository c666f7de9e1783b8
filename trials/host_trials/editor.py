"""What staff change, each by the same call of the site as their screens make, on the first host."""

import io
import os
import secrets
import sys

from fault_trials.site import ROOT

ADDRESS = "/safety/"


def come_to_work():
    """Becomes a process of the first host, whose environment this one has."""
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    import django

    django.setup()


def the_page():
    from content.models import InformationPage

    return InformationPage.objects.get(slug=ADDRESS.strip("/"))


def new_words():
    return f"Words number {secrets.randbelow(10**12)}"


def publish(page):
    from content.publishing.publish_guard import before_any_review

    with before_any_review():
        page.save_revision().publish()


def change_the_page():
    page = the_page()
    page.summary = new_words()
    publish(page)
    return page.summary


def change_the_clinic():
    from contact.models import ClinicDetails

    clinic = ClinicDetails.current()
    clinic.name = new_words()
    clinic.save()
    return clinic.name


def change_a_source(source):
    source.citation = new_words()
    source.save()
    return source.citation


def change_an_image(image):
    """Another file, as the editor's form replaces one: its name is new, and so is that of every size of it."""
    name = new_words().replace(" ", "-")
    image.file.save(f"{name}.png", picture())
    image.save()
    image.renditions.all().delete()
    return name


def change_a_redirect(redirect):
    redirect.redirect_link = f"/{new_words().replace(' ', '-').lower()}/"
    redirect.save()
    return redirect.redirect_link


def make_a_source():
    from content.models import Source

    return Source.objects.create(identifier="Z901", kind=Source.Kind.STUDY, citation=new_words(), live=True)


def make_an_image():
    from wagtail.images import get_image_model

    return get_image_model().objects.create(title="A room", file=picture())


def make_a_redirect():
    from wagtail.contrib.redirects.models import Redirect

    return Redirect.objects.create(old_path="/old-address", redirect_link=ADDRESS)


def put_on_the_page(source, image):
    page = the_page()
    shown = {"picture": {"image": image.pk, "alt_text": "A quiet room", "decorative": False}, "caption": ""}
    cited = {"text": "<p>Words with a source.</p>", "sources": [source.pk]}
    page.body = [*page.body.raw_data, {"type": "picture", "value": shown}, {"type": "text", "value": cited}]
    publish(page)


def picture():
    from django.core.files.images import ImageFile
    from PIL import Image

    drawn = io.BytesIO()
    Image.new("RGB", (1200, 800), secrets.choice(["navy", "teal", "olive"])).save(drawn, "PNG")
    return ImageFile(drawn, name="room.png")
