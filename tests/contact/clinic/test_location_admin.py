"""Practice managers keep locations and the logo in the admin."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from contact.models import ClinicDetails, Location
from tests.builders.photos import HIDDEN, make_photo
from tests.builders.requests import make_clinic_details, make_location
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

ADD = "/admin/contact/location/add/"
DETAILS = "/admin/contact/clinicdetails/1/change/"
NO_CLOSURES = {"holidays-TOTAL_FORMS": 0, "holidays-INITIAL_FORMS": 0}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def max(client):
    sign_in(client, make_staff("max", "Practice managers"))
    return client


def location(**fields):
    return {"time_zone": "America/New_York", "place": 0} | fields


def clinic(**fields):
    return NO_CLOSURES | {"name": "Riverside Clinic"} | fields


def address_of(location):
    return reverse("admin:contact_location_change", args=[location.pk])


def plain(page):
    return page.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_week_is_typed_as_on_the_door(max):
    week = {"monday": "9-5", "tuesday": "9am - 12 and 1pm - 5pm", "friday": "10 pm to 2 am", "sunday": "closed"}

    saved = max.post(ADD, location(phone="(212) 555-0142", **week))

    assert saved.status_code == 302
    hours = [(name, words.replace("\N{NO-BREAK SPACE}", " ")) for name, words in Location.objects.get().week]
    assert hours == [
        ("Monday", "9 a.m. to 5 p.m."),
        ("Tuesday", "9 a.m. to noon and 1 p.m. to 5 p.m."),
        ("Wednesday", "Closed"),
        ("Thursday", "Closed"),
        ("Friday", "10 p.m. to 2 a.m."),
        ("Saturday", "Closed"),
        ("Sunday", "Closed"),
    ]


def test_the_form_shows_how_hours_were_understood(max):
    page = plain(max.get(address_of(make_location([0]))))

    assert 'value="9 a.m. to 5 p.m."' in page
    assert "Visitors read: 9 a.m. to 5 p.m." in page
    assert page.count("Visitors read: Closed") == 6


def test_hours_that_are_not_understood_are_kept_as_typed_with_one_sentence(max):
    refused = max.post(ADD, location(monday="9-11", tuesday="9-5"))
    page = plain(refused)

    assert 'value="9-11"' in page
    assert page.count("Add am or pm to both times of “9-11”") == 1
    assert Location.objects.count() == 0


def test_a_night_that_runs_into_the_next_day_is_asked_back(max):
    page = plain(max.post(ADD, location(sunday="10pm-2am", monday="1am-5am")))

    assert "The hours of Sunday run into these." in page
    assert Location.objects.count() == 0


def test_hours_are_replaced_not_added(max):
    place = make_location(range(5))

    max.post(address_of(place), location(monday="10-4"))

    assert [(span.weekday, span.opens.hour) for span in place.opening_hours.all()] == [(0, 10)]


def test_a_colleagues_change_of_hours_is_not_overwritten(max):
    place = make_location([0])
    opened = max.get(address_of(place)).context["adminform"].form.as_it_is
    place.set_hours([[], []])

    page = plain(max.post(address_of(place), location(monday="9-5", as_opened=opened)))

    assert "Somebody else changed this" in page
    assert not place.opening_hours.exists()


def test_another_location_is_marked_in_one_step(max):
    first, second = make_location(), make_location()

    saved = max.post(address_of(second), location(answers_requests="on"))

    assert saved.status_code == 302
    first.refresh_from_db()
    assert (first.answers_requests, Location.main()) == (False, second)


def test_a_map_is_cleaned_and_served_to_visitors(max, client):
    picture = make_photo(size=(600, 400))

    saved = max.post(ADD, location(map_picture=picture, map_alt="Next to the library."))
    client.logout()

    assert saved.status_code == 302
    place = Location.objects.get()
    assert (place.map_width, place.map_height) == (600, 400)
    kept = default_storage.open(place.map_picture.name).read()
    assert HIDDEN.encode() not in kept
    assert "Doe" not in place.map_picture.name
    served = client.get(place.map_picture.url)
    assert (served.status_code, served["Cache-Control"]) == (200, "public, max-age=86400")
    assert b"".join(served.streaming_content) == kept


def test_a_map_without_words_is_refused(max):
    page = plain(max.post(ADD, location(map_picture=make_photo())))

    assert "Say what the map shows" in page
    assert Location.objects.count() == 0


def test_what_is_no_picture_is_refused_in_words(max):
    text = SimpleUploadedFile("map.png", b"<script>alert(1)</script>")

    page = plain(max.post(ADD, location(map_picture=text, map_alt="Next to the library.")))

    assert "read this as a photo" in page


def test_a_picture_that_was_replaced_is_not_served_any_more(max, client):
    max.post(ADD, location(map_picture=make_photo(), map_alt="Next to the library."))
    place = Location.objects.get()
    old = place.map_picture.url

    saved = max.post(address_of(place), location(map_picture=make_photo(size=(90, 90)), map_alt="Next to the library."))

    assert saved.status_code == 302
    assert client.get(old).status_code == 404
    assert client.get(Location.objects.get().map_picture.url).status_code == 200


def test_links_lead_to_secure_addresses(max):
    page = plain(max.post(ADD, location(map_link="http://maps.example/12")))
    max.post(ADD, location(map_link="maps.example/12"))

    assert "Add a web address that starts with https://" in page
    assert Location.objects.get().map_link == "https://maps.example/12"


def drawing(size, format="PNG"):
    content = io.BytesIO()
    Image.new("RGBA", size, (200, 0, 0, 0)).save(content, format)
    return SimpleUploadedFile(f"logo.{format.lower()}", content.getvalue())


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_a_logo_stands_in_place_of_the_mark_and_stays_see_through(max, client, format):
    make_clinic_details()

    saved = max.post(DETAILS, clinic(logo=drawing((1600, 400), format)))
    client.logout()

    assert saved.status_code == 302
    details = ClinicDetails.current()
    assert (details.logo_width, details.logo_height) == (640, 160)
    assert Image.open(default_storage.open(details.logo.name)).getpixel((0, 0))[3] == 0
    page = " ".join(client.get("/consultation/").content.decode().split())
    image = f'<img class="logo" src="{details.logo.url}" width="640" height="160" alt=""> <span>Riverside Clinic</span>'
    assert page.count(image) == 2
    assert "site-header__mark" not in page
    assert client.get(details.logo.url).status_code == 200


def test_a_logo_that_shows_the_name_says_it_to_those_who_cannot_see_it(max, client):
    make_clinic_details()

    max.post(DETAILS, clinic(logo=drawing((600, 200)), logo_shows_name="on"))

    page = " ".join(client.get("/consultation/").content.decode().split())
    assert page.count('height="200" alt="Riverside Clinic">') == 2
    assert page.count("Riverside Clinic") == 3  # and once in the title


def test_a_small_logo_is_refused(max):
    make_clinic_details()

    page = plain(max.post(DETAILS, clinic(logo=drawing((200, 60)))))

    assert "This logo is 60 pixels tall" in page
    assert not ClinicDetails.current().logo


def test_other_files_of_that_folder_are_closed(client):
    name = default_storage.save("clinic/other.png", make_photo("PNG"))

    assert client.get(f"/media/{name}").status_code == 404


def test_a_time_zone_is_chosen_by_the_name_people_use(max):
    page = plain(max.get(ADD))

    assert '<option value="America/New_York" selected>Eastern (New York)</option>' in page
    assert '<option value="Asia/Kolkata">Asia/Kolkata</option>' in page


def test_a_time_zone_that_does_not_exist_is_refused_in_words(max):
    page = plain(max.post(ADD, location(time_zone="New York")))

    assert "Choose a time zone from the list." in page
    assert Location.objects.count() == 0
