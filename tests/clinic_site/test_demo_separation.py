"""The sample clinic of `script/serve --demo` is never mixed with a real one, whichever of them was there first."""

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse

from clinic_site.demo import separation
from clinic_site.demo.sample_accounts import FILE
from clinic_site.http.gunicorn_worker import exit_if_unsafe
from clinic_site.management.commands.prepare import Command as Prepare
from clinic_site.models import DemoMark
from contact.models import ConsultationRequest
from tests.builders.requests import make_clinic_details, make_location, make_request
from tests.builders.staff import make_owner

pytestmark = pytest.mark.django_db

REAL_THINGS = {
    "an account": make_owner,
    "clinic details": make_clinic_details,
    "a location": make_location,
    "a request": make_request,
}


class Log:
    def error(self, words, *arguments):
        self.words = words % arguments


@pytest.mark.parametrize("thing", REAL_THINGS)
def test_it_is_not_loaded_beside_anything_real(tmp_path, thing):
    REAL_THINGS[thing]()

    with override_settings(DEMO=True, DATA_DIR=tmp_path), pytest.raises(CommandError, match="a clinic of its own"):
        call_command("load_demo")

    assert ConsultationRequest.objects.count() == (thing == "a request")
    assert not (tmp_path / FILE).exists()


def test_it_is_not_loaded_with_the_settings_of_a_real_site():
    with pytest.raises(CommandError, match="Only script/serve --demo"):
        call_command("load_demo")


def test_a_real_site_is_not_prepared_on_its_database():
    DemoMark.objects.create()

    with pytest.raises(CommandError, match="holds the sample clinic"):
        Prepare().keep_demo_apart()


def test_a_real_site_is_not_served_from_its_database():
    DemoMark.objects.create()
    log = Log()

    with pytest.raises(SystemExit):
        exit_if_unsafe(log)

    assert "holds the sample clinic" in log.words


def test_it_is_not_prepared_on_the_database_of_a_real_site():
    make_owner()

    with override_settings(DEMO=True), pytest.raises(CommandError, match="holds a clinic of its own"):
        Prepare().keep_demo_apart()


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_new_database_may_become_either(is_demo):
    with override_settings(DEMO=is_demo):
        assert separation.fault() == ""


def test_its_own_database_is_served():
    DemoMark.objects.create()
    make_owner()

    with override_settings(DEMO=True):
        assert separation.fault() == ""


def test_a_real_site_says_nothing_of_samples(client):
    page = client.get(reverse("consultation")).content.decode()

    assert "Sample site" not in page
    assert "enter real details" not in page
    assert "noindex" not in page
    assert "Disallow: /admin/" in client.get("/robots.txt").content.decode()
