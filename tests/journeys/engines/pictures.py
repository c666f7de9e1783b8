"""Takes pictures of the site in each engine, for people to look at: start `script/serve --demo`, then run this.

.venv/bin/python -m tests.journeys.engines.pictures FOLDER [http://localhost:8000]

What a phone and a desk show first, and the whole page: home-phone-webkit.png, home-phone-webkit-whole.png.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.journeys.engines.browsers import ENGINES

PLACES = {"home": "/", "condition": "/conditions/ptsd/", "form": "/consultation/", "crisis": "/crisis-help/"}
SIZES = {"phone": (360, 740), "desk": (1280, 800)}
HEIGHT = "return document.documentElement.scrollHeight"


def main(folder, site="http://localhost:8000"):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for engine, start in ENGINES.items():
        with start() as driver:
            for name, address, width, height in pictures():
                take(driver, f"{site}{address}", width, height, folder / f"{name}-{engine.lower()}")
    take_in_chromium(site, folder)


def pictures():
    for place, address in PLACES.items():
        for size, (width, height) in SIZES.items():
            yield f"{place}-{size}", address, width, height


def take(driver, address, width, height, path):
    driver.set_window_rect(width=width, height=height)
    driver.get(address)
    driver.save_screenshot(f"{path}.png")
    # Drivers only show what is in the window.
    driver.set_window_rect(height=driver.execute_script(HEIGHT), width=width)
    driver.save_screenshot(f"{path}-whole.png")


def take_in_chromium(site, folder):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        for name, address, width, height in pictures():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{site}{address}")
            page.screenshot(path=folder / f"{name}-chromium.png")
            page.screenshot(path=folder / f"{name}-chromium-whole.png", full_page=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
