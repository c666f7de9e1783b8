import pytest
from django.core.exceptions import ValidationError

from contact.models import ReplyTemplate
from contact.triage.reply_templates import values_for, words_to_copy
from tests.builders.requests import make_clinic_details, make_request
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/contact/replytemplate/"


def make_template(kind="email", title="A reply", text="Hello", **fields):
    return ReplyTemplate(kind=kind, title=title, text=text, **fields)


def test_the_starters_are_fit_to_be_sent():
    for starter in ReplyTemplate.objects.all():
        starter.full_clean()

    assert {starter.kind for starter in ReplyTemplate.objects.all()} == {"call", "voice_message", "email"}


def test_the_page_of_a_request_offers_words_with_its_reference(client):
    make_clinic_details(phone="(212) 555-0100", open_on=[0, 1, 2, 3, 4])
    robin = make_request(name="Robin Doe")
    sign_in(client, make_staff("nadia", "Triage"))

    page = client.get(f"/admin/contact/consultationrequest/{robin.pk}/change/").content.decode()

    assert f"about your request {robin.reference}" in page
    assert "Call us at (212) 555-0100" in page
    assert "Monday to Friday, 9\N{NO-BREAK SPACE}a.m. to 5\N{NO-BREAK SPACE}p.m." in page


def test_what_the_clinic_has_not_told_is_said_in_brackets():
    values = values_for("ABCD2345")

    assert make_template(text="Call {clinic_phone}").filled_in(values) == "Call [clinic phone: not filled in]"


def test_a_sentence_that_ends_with_the_hours_has_one_full_stop():
    text = make_template(text="Call us: {opening_hours}. We are there.").filled_in({"opening_hours": "9 to 5 p.m."})

    assert text == "Call us: 9 to 5 p.m. We are there."


def test_the_details_of_the_clinic_are_read_once_for_all_words(django_assert_num_queries):
    make_clinic_details(open_on=[0])
    robin = make_request()
    with django_assert_num_queries(4):  # The templates, the clinic, its locations and their opening hours.
        number = len(words_to_copy(robin))
    make_template(text="Call {clinic_phone}").save()

    with django_assert_num_queries(4):
        assert len(words_to_copy(robin)) == number + 1


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("email", "About your ketamine consultation"),
        ("voice_message", "About your depression"),
        ("email", "From {clinic_name}"),
        ("call", "Hello {name}"),
        ("call", "Hello {reference.__class__}"),
    ],
)
def test_words_that_give_somebody_away_are_refused(kind, text):
    with pytest.raises(ValidationError) as refused:
        make_template(kind, text=text).full_clean()

    assert set(refused.value.message_dict) == {"text"}


def test_practice_managers_write_them_and_triage_staff_do_not(client):
    new = {
        "meant_for": "consultation",
        "kind": "email",
        "title": "Directions",
        "text": "Call {clinic_phone}",
        "place": 5,
    }
    sign_in(client, make_staff("max", "Practice managers"))
    written = client.post(f"{LIST}add/", new)
    sign_in(client, make_staff("nadia", "Triage"))
    refused = client.post(f"{LIST}add/", new | {"title": "Another"})

    assert (written.status_code, refused.status_code) == (302, 403)
    assert ReplyTemplate.objects.filter(title__in=["Directions", "Another"]).count() == 1


def test_a_referral_comes_with_words_for_the_clinician_and_a_mistake_with_none():
    asked, referred, reported = (make_request(kind=kind) for kind in ("consultation", "referral", "mistake"))

    titles = [[title for _, title, _, _ in words_to_copy(one)] for one in (asked, referred, reported)]

    assert "First call" in titles[0]
    assert titles[1:] == [["Call to the clinician"], []]
