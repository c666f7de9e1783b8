"""What came of going to one place: the HTML as it was sent, and what the browser said and did meanwhile."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.journeys.every_page.edges import SIDES
from tests.journeys.every_page.targets import ACTIONS

MEASURED = {*SIDES, *ACTIONS}
ON_SCREEN = """selectors => selectors.filter(selector =>
  [...document.querySelectorAll(selector)].some(element => element.checkVisibility()))"""
LOOSE = "script:not([type='application/ld+json']), style, [style], [onclick], [onload]"


@dataclass
class Reading:
    html: str = ""
    complaints: list = field(default_factory=list)
    hosts: set = field(default_factory=set)
    loose: list = field(default_factory=list)
    seen: set = field(default_factory=set)


def read(context, go):
    page = context.new_page()
    heard, reading = [], Reading()
    page.on("console", lambda message: heard.append(message))
    page.on("pageerror", lambda error: reading.complaints.append(str(error)))
    page.on("request", lambda request: reading.hosts.add(urlsplit(request.url).netloc))
    answer = go(page)
    page.wait_for_load_state("load")
    reading.html = answer.text()
    reading.complaints += [message.text for message in heard if is_complaint(message, answer)]
    reading.loose = page.locator(LOOSE).evaluate_all("elements => elements.map(element => element.outerHTML)")
    reading.seen = set(page.evaluate(ON_SCREEN, list(MEASURED)))
    page.close()
    return reading


def is_complaint(message, answer):
    """That a page was answered with 404 or 422 is meant, and the browser marks it as an error."""
    of_the_page_itself = message.text.startswith("Failed to load resource") and message.location["url"] == answer.url
    return message.type in {"error", "warning"} and not of_the_page_itself
