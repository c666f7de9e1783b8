"""Collected static files hold one style sheet, in the order of its table of contents."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from clinic_site.storage.stylesheet import as_browsers_read


@pytest.fixture
def collected(collected_static):
    with override_settings(**collected_static):
        yield collected_static["STATIC_ROOT"]


def test_the_sheet_is_whole_hashed_and_compressed(collected):
    name = staticfiles_storage.stored_name("css/site.css")
    text = (collected / name).read_text()

    assert name != "css/site.css"
    assert "@import" not in text
    assert text.index("--ink:") < text.index(".crisis-strip")
    assert (collected / f"{name}.br").exists()
    assert (collected / f"{name}.gz").exists()


def test_browsers_get_no_comments():
    css = "/* A\n comment. */\na {\n  color: red;\n}\n\n/* Another. */ b { top: 0 }\n"

    assert as_browsers_read(css) == "a {\ncolor: red;\n}\nb { top: 0 }\n"


def test_collecting_twice_gives_the_same_sheet(collected):
    first = staticfiles_storage.stored_name("css/site.css")

    call_command("collectstatic", interactive=False, verbosity=0)

    assert staticfiles_storage.stored_name("css/site.css") == first
