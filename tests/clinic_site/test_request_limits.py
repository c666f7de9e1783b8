"""Staff may send a long page; nobody else may send more than a form."""

import json

import pytest
from django.http.request import QueryDict
from django.urls import reverse

from content.models import InformationPage
from tests.builders.editing import form_of
from tests.builders.pages import make_whole_page
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

URLENCODED = "application/x-www-form-urlencoded"
WORDS = "What nobody wants to write a second time."


@pytest.fixture
def owner(client):
    sign_in(client, make_owner())
    return client


def many(count, **fields):
    return fields | {f"field-{number}": "" for number in range(count)}


def urlencoded(fields):
    query = QueryDict(mutable=True)
    query.update(fields)
    return query.urlencode()


def long_page(blocks):
    page = make_whole_page()
    body = page.body.raw_data[0]
    page.body = page.body.stream_block.to_python([body] * blocks)
    return page


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize("blocks", [300])
def test_a_long_page_is_saved(owner, blocks):
    page = long_page(blocks)

    response = owner.post(edit(page), form_of(page))

    assert response.status_code == 302
    assert len(InformationPage.objects.get().get_latest_revision_as_object().body) == blocks


@pytest.mark.parametrize("address", ["/consultation/", "/accounts/login/", "/cms/pages/3/edit/", "/admin/login/"])
@pytest.mark.parametrize("encode", [None, urlencoded])
def test_a_visitor_sends_no_more_than_a_form(client, monkeypatch, address, encode):
    make_whole_page()
    parsed = []
    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", lambda request: parsed.append(1))

    sent = [encode(many(1001)), URLENCODED] if encode else [many(1001)]
    response = client.post(address, *sent)

    if address.startswith(("/cms/", "/admin/")):
        assert response.status_code == 302, "to sign in"
    else:
        assert response.status_code == 400
    assert parsed == []


def test_a_visitor_may_fill_in_a_form(client):
    assert client.post("/consultation/", many(900)).status_code == 422


def test_a_visitor_sends_no_more_than_a_form_holds(client):
    make_whole_page()

    assert client.post("/consultation/", {"message": "a" * 2_621_440}).status_code == 400


@pytest.mark.parametrize("form", ["admin:auth_group_add", "wagtailimages:add"])
@pytest.mark.parametrize("encode", [None, urlencoded])
def test_staff_get_their_words_back_when_there_were_too_many_fields(owner, settings, form, encode):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 30
    rich = json.dumps({"blocks": [{"text": WORDS}, {"text": "And more of it."}], "entityMap": {}})
    fields = many(40, title=WORDS, body=rich, password="pass word", csrfmiddlewaretoken="a b")

    sent = [encode(fields), URLENCODED] if encode else [fields]
    response = owner.post(reverse(form), *sent)

    assert response.status_code == 400
    assert response.context["reason"] == "too_much"
    assert response.context["typed"] == [("title", WORDS), ("body", f"{WORDS}\nAnd more of it.")]
    assert "could not read that" not in response.text.lower()


@pytest.mark.parametrize("sent", ["too much", "no boundary"])
def test_staff_get_their_own_page_when_nothing_could_be_read(owner, settings, sent):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 3000
    body = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n' + WORDS.encode()
    body += {"too much": b"a" * 3000 + b"\r\n--x--\r\n"}.get(sent, b"")
    kind = "multipart/form-data" + ("" if sent == "no boundary" else "; boundary=x")

    response = owner.generic("POST", reverse("wagtailimages:add"), body, kind)

    assert response.status_code == 400
    assert "staff_error.html" in {template.name for template in response.templates}
    assert (response.context["reason"] == "too_much") == (sent == "too much")


def test_who_is_no_staff_gets_the_page_of_visitors(client, settings):
    settings.MOST_FIELDS_OF_VISITORS = 3
    make_whole_page()
    sign_in(client, make_staff("sam"))

    response = client.post("/consultation/", many(10, message=WORDS))

    assert response.status_code == 400
    assert WORDS not in response.text
