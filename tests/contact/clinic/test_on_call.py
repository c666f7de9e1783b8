"""Who is on call for safety: several addresses, each checked, set by practice managers."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from contact.models import OnCall
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/contact/oncall/1/change/"


@pytest.mark.parametrize("typed", ["a@x.example\nb@x.example", "a@x.example, b@x.example", "a@x.example ;b@x.example;"])
def test_several_addresses_are_taken_however_they_are_separated(typed):
    on_call = OnCall(addresses=typed)

    on_call.full_clean()

    assert on_call.addresses == "a@x.example\nb@x.example"
    assert on_call.recipients == ["a@x.example", "b@x.example"]


def test_an_address_counts_once():
    assert OnCall(addresses="a@x.example\nA@X.example").recipients == ["a@x.example"]


@pytest.mark.parametrize("wrong", ["b@x", "b x.example", "Dr. B <b@x.example>", "555-0142", "b@x.example\x0bc"])
def test_each_address_is_checked_and_the_wrong_one_is_named(wrong):
    with pytest.raises(ValidationError) as refused:
        OnCall(addresses=f"a@x.example\n{wrong}").full_clean()

    assert set(refused.value.message_dict) == {"addresses"}
    assert wrong.split("\x0b")[0] in str(refused.value)


@pytest.mark.parametrize("minutes", [0, -1, 24 * 60 + 1])
def test_the_minutes_are_a_day_at_most(minutes):
    with pytest.raises(ValidationError):
        OnCall(minutes=minutes).full_clean()


def test_a_practice_manager_sets_it(client):
    sign_in(client, make_staff("mia", "Practice managers"))
    page = client.get("/admin/contact/oncall/", follow=True)
    form = {"addresses": "a@x.example", "second_addresses": "b@x.example", "minutes": "20", "protocol": "Call first."}

    client.post(ADDRESS, form | {"as_opened": page.context["adminform"].form.initial["as_opened"]})

    kept = OnCall.objects.get()
    assert (kept.recipients, kept.second_recipients, kept.minutes) == (["a@x.example"], ["b@x.example"], 20)
    assert kept.protocol == "Call first."


@pytest.mark.parametrize("role", ["Triage", "Editors", "Clinical reviewers", "Privacy officers"])
def test_nobody_else_does(client, role):
    sign_in(client, make_staff("sam", role))

    assert client.get(ADDRESS).status_code == 403


def test_the_check_and_the_setup_list_say_when_nobody_is_on_call(client, capfd):
    sign_in(client, make_staff("mia", "Practice managers"))

    call_command("check", databases=["default"])
    assert "contact.W001" in capfd.readouterr().err
    assert "who is on call, who is told next, your clinic&#x27;s steps" in client.get("/admin/setup/").text

    OnCall(addresses="a@x.example", second_addresses="b@x.example", protocol="Call first.").save()
    call_command("check", databases=["default"])
    assert "contact.W001" not in capfd.readouterr().err
    assert "who is on call" not in client.get("/admin/setup/").text
