"""The browser has nothing to complain about, asks nobody else, and finds no script and no loose style."""

from urllib.parse import urlsplit


def test_the_browser_complains_of_nothing(readings):
    found = [f"{name}: {words}" for name, reading in readings.items() for words in reading.complaints]

    assert not found, "\n".join(found)


def test_no_page_asks_another_host(readings, public_site):
    hosts = {host for reading in readings.values() for host in reading.hosts}

    assert hosts == {urlsplit(public_site).netloc}


def test_no_page_has_a_script_or_a_style_of_its_own(readings):
    found = [f"{name}: {element}" for name, reading in readings.items() for element in reading.loose]

    assert not found, "\n".join(found)
