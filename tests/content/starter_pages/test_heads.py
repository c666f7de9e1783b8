"""What the heads of the starter pages tell search engines."""

import re
from html import unescape

from content.review.page import Kind
from tests.content.review.corpus import claims_in
from tests.content.test_page_head import head_of, meta
from tests.content.test_seo_tags import data_on


def test_the_heads_of_the_starter_pages_are_short_and_make_no_claim(client, starter_pages):
    for address in [page.url for page in starter_pages]:
        head = head_of(client, address)
        title = unescape(re.search("<title>(.*?)</title>", head)[1])
        assert len(title) <= 60, address
        assert 50 <= len(meta(head, "description")) <= 155, address
        said = [*strings_in(list(data_on(client, address).values())), title, meta(head, "og:image:alt")]
        assert {
            text: claims_in(text, Kind.STRUCTURED_DATA, title) for text in said if claims_in(text, title=title)
        } == {}


def strings_in(data):
    if isinstance(data, str):
        return [data]
    # A question stands with its answer, without which "Is it approved?" would be taken for a claim.
    if isinstance(data, dict) and "acceptedAnswer" in data:
        return [f"{data['name']} {data['acceptedAnswer']['text']}"]
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else []
    return [text for value in inner for text in strings_in(value)]


def test_what_search_engines_are_told_can_be_read_on_the_page(client, html):
    shown = " ".join(unescape(re.sub(r"<[^>]+>", " ", html["/questions/"])).split())

    questions = data_on(client, "/questions/")["['MedicalWebPage', 'FAQPage']"]["mainEntity"]

    assert len(questions) == 18
    for question in questions:
        assert question["name"] in shown
        assert question["acceptedAnswer"]["text"].split(" : ")[0][:150] in shown
