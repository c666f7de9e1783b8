"""Whatever is posted, the form answers in one of a few ways, and what it took reads back as it was sent."""

import os
from urllib.parse import quote_plus

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, currently_in_test_context, event, given, settings
from hypothesis import strategies as st

from contact.models import ConsultationRequest
from contact.requests.forms.sending import CONTROL_CHARACTERS
from tests.builders.requests import form_data, mistake_data, referral_data

ADDRESS = "/consultation/"
FORM = "application/x-www-form-urlencoded"
ANSWERS = {302, 400, 403, 413, 422, 429}
# One each: a new client puts the whole site together anew.
VISITOR, STALE_VISITOR = Client(), Client(enforce_csrf_checks=True)
LARGEST_BODY = 2_621_440
MANY = settings(
    # trials/hostile_posts tries 10,000 others.
    max_examples=int(os.environ.get("HOSTILE_POSTS", "100")),
    deadline=None,
    database=None,
    derandomize="HOSTILE_POSTS" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
FEW = settings(MANY, max_examples=max(20, MANY.max_examples // 20))

NASTY = [
    "\x00",
    "\x1b[2J",
    "\u202e desrever",
    "\u200b\u200f\ufeff",
    "Robin\r\nBcc: everybody@example.com",
    "Content-Type: text/html\r\n\r\n<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "'; DROP TABLE contact_consultationrequest; --",
    "{{ settings.SECRET_KEY }}",
    "../../etc/passwd",
    "%00%ff",
    "\U0001f9d1\u200d\U0001f91d\u200d\U0001f9d1",
    "Zo\u0308e \u1e9e \u0130",
    "[locked: no key]",
]
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=130),
    st.lists(st.sampled_from([*NASTY, "Robin", " "]), max_size=12).map("".join),
)
FIELDS = ["asking_for", "name", "contact_by", "phone", "voicemail_ok", "email", "wants_acknowledgement", "best_times"]
FIELDS += [
    "relation",
    "they_know",
    "texts_ok",
    "language",
    "preferred_language",
    "topic",
    "message",
    "is_adult",
    "understands_use",
    "submission_key",
    "subject",
    "opened",
]
OTHER_FORMS = [("/for-clinicians/refer/", referral_data), ("/report-a-mistake/", mistake_data)]
FIELDS_OF_OTHER_FORMS = ["name", "practice", "credentials", "phone", "fax", "email", "patient_initials", "topic"]
FIELDS_OF_OTHER_FORMS += ["about_page", "message", "reply_to", "submission_key", "subject", "opened"]
# Right in what people choose, anything at all in what they type: most of these are taken.
nearly_right = st.fixed_dictionaries(
    {"name": texts, "message": texts},
    optional={"preferred_language": texts, "topic": st.sampled_from(["", "ptsd"]), "subject": texts, "opened": texts},
).map(lambda typed: [*form_data(**typed).items()])
anything = st.lists(st.tuples(st.sampled_from(FIELDS) | texts, texts), max_size=30)
repeated = st.tuples(nearly_right, anything).map(lambda parts: parts[0] + parts[1])


def encoded(pairs):
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs).encode()


def answer_to(body, content_type=FORM, client=VISITOR, address=ADDRESS, **headers):
    """The answer, and the request that was stored, which is taken back: the next example starts with nothing."""
    with transaction.atomic():
        client.cookies.clear()
        response = client.generic("POST", address, body, content_type, headers=headers)
        stored = ConsultationRequest.objects.first()
        if stored:
            read_back = {field: str(getattr(stored, field)) for field in ("name", "message", "preferred_language")}
        transaction.set_rollback(True)
    if currently_in_test_context():
        event(f"answered {response.status_code}")  # pytest --hypothesis-show-statistics
    return response.status_code, read_back if stored else None


def as_kept(pairs, field):
    """The last of repeated fields counts. Control characters go, and the space around."""
    last = [value for name, value in pairs if name == field]
    return CONTROL_CHARACTERS.sub("", last[-1].strip()) if last else ""


@pytest.mark.django_db
@MANY
@given(st.one_of(nearly_right, repeated, nearly_right, anything))
def test_what_is_taken_reads_back_as_it_was_sent(pairs):
    status, kept = answer_to(encoded(pairs))

    assert status in ANSWERS
    assert (status == 302) == bool(kept)
    if kept:
        assert kept == {field: as_kept(pairs, field) for field in kept}


@pytest.mark.django_db
@FEW
@given(st.sampled_from(OTHER_FORMS), st.dictionaries(st.sampled_from(FIELDS_OF_OTHER_FORMS), texts))
def test_referrals_and_mistakes_read_back_as_they_were_sent(form, typed):
    address, right = form
    pairs = [*right(**typed).items()]

    status, kept = answer_to(encoded(pairs), address=address)

    assert status in ANSWERS
    assert (status == 302) == bool(kept)
    if kept:
        assert kept["message"] == as_kept(pairs, "message")


@pytest.mark.django_db
@FEW
@given(
    st.binary(max_size=3000),
    st.sampled_from(
        [
            FORM,
            f"{FORM}; charset=utf-16",
            f"{FORM}; charset=no-such-code",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "application/json",
            "text/plain",
            "",
        ]
    ),
)
def test_bytes_that_are_no_form_are_refused(body, content_type):
    assert answer_to(body, content_type)[0] in ANSWERS - {302}


@pytest.mark.django_db
@FEW
@given(st.one_of(repeated, anything))
def test_the_page_for_a_stale_token_takes_anything_too(pairs):
    assert answer_to(encoded(pairs), client=STALE_VISITOR)[0] in {400, 403, 413}


@pytest.mark.django_db
@FEW
@given(nearly_right, st.sampled_from(["latin-1", "utf-16", "cp1252", "shift-jis", "utf-7"]))
def test_text_in_another_encoding_breaks_nothing(pairs, encoding):
    body = "&".join(f"{name}={quote_plus(value.encode(encoding, 'replace'))}" for name, value in pairs).encode()

    assert answer_to(body)[0] in ANSWERS
    assert answer_to(body, f"{FORM}; charset={encoding}")[0] in ANSWERS


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1001, 100_000, LARGEST_BODY - 500, LARGEST_BODY + 1, 10_000_000])
@pytest.mark.parametrize("field", ["message", "subject", "opened", "name", "something_else"])
def test_a_huge_body_is_refused_or_put_aside(field, size):
    pairs = [*form_data().items(), (field, "x" * size)]

    assert answer_to(encoded(pairs))[0] in ANSWERS


@pytest.mark.django_db
def test_a_thousand_fields_and_more_are_refused():
    assert answer_to(b"&".join(b"a=1" for _ in range(5000)))[0] in ANSWERS - {302}


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["X-Forwarded-For", "Referer", "Cookie", "User-Agent", "Accept-Language"])
@pytest.mark.parametrize("value", ["x" * 8000, "\xe2\x80\xae\xff", "a, b, c", "csrf=; request_reference=:::", "0"])
def test_odd_headers_break_nothing(header, value):
    assert answer_to(encoded(form_data().items()), **{header: value})[0] == 302
