"""Takes the pictures of the README anew, from the sample clinic: start `script/serve --demo`, then run this.

.venv/bin/python docs/pictures/take.py [http://localhost:8000 [var/demo]]
"""

import io
import json
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent


def main(address="http://localhost:8000", data_dir="var/demo"):
    accounts = json.loads(Path(data_dir, "demo_accounts.json").read_text())
    triage = next(account for account in accounts if account["username"] == "triage")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        take(page, f"{address}/", "home")
        sign_in(page, address, triage)
        page.set_viewport_size({"width": 1280, "height": 1120})
        take(page, f"{address}/admin/contact/consultationrequest/?show=waiting", "requests")
        phone = browser.new_page(viewport={"width": 360, "height": 760}, color_scheme="dark")
        take(phone, f"{address}/", "home-phone-dark")
        browser.close()


def sign_in(page, address, account):
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", account["username"])
    page.fill("[name=password]", account["password"])
    page.click("main button[type=submit]")
    page.wait_for_url("**/admin/**")


def take(page, address, name):
    page.goto(address)
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(128).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
