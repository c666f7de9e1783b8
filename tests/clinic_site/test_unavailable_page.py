"""What readers see while gunicorn does not answer: nginx hands out the page that the site has written."""

import re

import pytest

from clinic_site.http import unavailable_page
from contact.models import ClinicDetails, CrisisHelp
from tests.builders.nginx import free_port, running_nginx
from tests.builders.requests import make_location

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings, tmp_path):
    settings.ERROR_PAGES_DIR = tmp_path / "error_pages"
    return settings.ERROR_PAGES_DIR / "unavailable.html"


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_it_is_written_when_the_details_of_the_clinic_change(file, committed):
    with committed():
        make_location(phone="(212) 555-0100")
    assert "(212) 555-0100" in file.read_text()

    with committed():
        CrisisHelp(lifeline_number="113").save()
    assert "tel:113" in file.read_text()


def test_a_change_is_saved_though_it_cannot_be_written(settings, file, committed, caplog):
    file.parent.write_text("")

    with committed():
        make_location(phone="(212) 555-0100")

    assert ClinicDetails.current().phone == "(212) 555-0100"
    assert "is not up to date" in caplog.text


def test_nginx_shows_it_with_phone_and_crisis_numbers_while_gunicorn_is_away(settings, tmp_path, collected_static):
    make_location(phone="(212) 555-0100")
    CrisisHelp(lifeline_number="113").save()
    for name, value in collected_static.items():
        setattr(settings, name, value)
    with running_nginx(tmp_path, free_port()) as nginx:
        settings.ERROR_PAGES_DIR = nginx.data_dir / "error_pages"
        nginx.data_dir.mkdir()
        (nginx.data_dir / "static").symlink_to(settings.STATIC_ROOT)
        unavailable_page.write()

        answers = [nginx.ask("/conditions/ptsd/"), nginx.ask("/consultation/", "POST", "name=Robin")]
        words = answers[0].body.decode()
        style = nginx.ask(re.search(r'href="(/static/css/site\.[0-9a-f]+\.css)"', words)[1], Accept_Encoding="br")

    assert {answer.status for answer in answers} == {502}
    assert answers[0].body == answers[1].body
    assert "(212) 555-0100" in words
    assert "tel:113" in words
    assert "style=" not in words
    assert answers[0].headers["Cache-Control"] == "no-store"
    assert "style-src 'self'" in answers[0].headers["Content-Security-Policy"]
    assert (style.status, style.headers["Content-Encoding"], style.headers["Vary"]) == (200, "br", "Accept-Encoding")
    assert style.headers.get_all("Cache-Control") == ["max-age=315360000, public, immutable"]


def test_its_address_leads_nowhere_while_the_site_answers(tmp_path):
    with running_nginx(tmp_path, free_port()) as nginx:
        (nginx.data_dir / "error_pages").mkdir(parents=True)
        (nginx.data_dir / "error_pages/unavailable.html").write_text("words")

        assert nginx.ask("/unavailable.html").status == 404
