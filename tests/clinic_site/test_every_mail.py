"""Whatever sends a mail stores it: nobody waits for a mail server, and strangers get no mail because somebody asks."""

import re
import socket
from importlib import import_module

import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, mail_admins
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.admin.mail import send_mail as send_mail_of_the_page_editor

from contact.mail.worker import send_due_mail
from contact.models import OutboxMessage
from tests.builders.staff import make_owner, make_staff, sign_in

pytestmark = pytest.mark.django_db

RESET = "/accounts/password/reset/"
NADIA = "nadia@clinic.example"


@pytest.fixture(autouse=True)
def outbox(settings):
    """As on a running site: Django's tests put their own backend in its place."""
    settings.EMAIL_BACKEND = import_module("clinic_site.settings.base").EMAIL_BACKEND


def sent_to():
    send_due_mail()
    return [one.to for one in mail.outbox]


def invite(client):
    sign_in(client, make_owner())
    client.post("/admin/auth/user/add/", {"username": "nadia", "email": NADIA, "groups": []})


def ask_for_reset(client):
    make_staff("nadia", email=NADIA)
    client.post(RESET, {"email": NADIA})


def mail_from_the_page_editor(client):
    send_mail_of_the_page_editor("A page waits", "Look at it.", [NADIA])


def warning_about_the_second_factor(client):
    with request_context(RequestFactory().get("/")):
        get_adapter().send_mail("account/email/second_factor_taken_off", NADIA, {})


def error_mail_of_django(client):
    mail_admins("An error", "A page failed.", html_message="<p>A page failed.</p>")


WAYS = [invite, ask_for_reset, mail_from_the_page_editor, warning_about_the_second_factor, error_mail_of_django]


@pytest.mark.parametrize("way", WAYS)
def test_a_mail_is_stored_first_and_sent_by_the_worker(client, settings, way):
    settings.ADMINS = [("Nadia", NADIA)]

    way(client)

    assert mail.outbox == []
    assert sent_to() == [[NADIA]]


@pytest.mark.parametrize("way", [invite, ask_for_reset])
def test_a_link_lies_sealed_in_the_database_and_is_gone_when_it_is_sent(client, way):
    way(client)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM contact_outboxmessage")
        stored = str(cursor.fetchall())
    before = OutboxMessage.objects.get().content
    send_due_mail()

    assert "/accounts/password/reset/key/" in before
    assert "/accounts/" not in stored
    assert NADIA not in stored
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    assert OutboxMessage.objects.get().content == ""


def test_what_is_taken_back_with_its_transaction_is_never_sent():
    with transaction.atomic():
        EmailMessage("Subject", "Text", to=[NADIA]).send()
        transaction.set_rollback(True)

    assert sent_to() == []


def test_a_mail_is_sent_as_it_was_made():
    made = mail.EmailMultiAlternatives("Subject", "Text", "web@clinic.example", [NADIA], ["b@x.example"])
    made.cc, made.reply_to = ["c@x.example"], ["r@x.example"]
    made.attach_alternative("<p>Text</p>", "text/html")
    made.send()

    send_due_mail()

    (sent,) = mail.outbox
    kept = ["subject", "body", "from_email", "to", "bcc", "cc", "reply_to"]
    assert [getattr(sent, name) for name in kept] == [getattr(made, name) for name in kept]
    assert [tuple(one) for one in sent.alternatives] == [("<p>Text</p>", "text/html")]


@pytest.mark.parametrize(
    "made", [{"subject": "A\nBcc: x@y.example", "to": [NADIA]}, {"subject": "A", "to": [f"{NADIA}\nBcc: x@y.example"]}]
)
def test_a_line_break_in_a_header_is_refused_where_the_mail_is_made(made):
    with pytest.raises(BadHeaderError):
        EmailMessage(body="Text", **made).send()

    assert not OutboxMessage.objects.exists()


# -- a lost password


def test_an_address_that_no_account_has_gets_the_same_answer_and_no_mail(client):
    make_staff("nadia", email=NADIA)

    known = client.post(RESET, {"email": NADIA})
    unknown = client.post(RESET, {"email": "eve@elsewhere.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert sent_to() == [[NADIA]]


def statements(email):
    """What the database is asked for the second reset within an hour, without the values."""
    Client().post(RESET, {"email": email})
    with CaptureQueriesContext(connection) as asked:
        Client().post(RESET, {"email": email})
    return [re.sub(r"'[^']*'|\d+", "?", one["sql"])[:60] for one in asked.captured_queries]


def test_the_same_steps_are_taken_whether_or_not_an_account_has_the_address():
    make_staff("nadia", email=NADIA)

    assert sorted(statements(NADIA)) == sorted(statements("nobody@clinic.example"))


def test_nobody_gets_more_than_three_links_an_hour_and_nobody_is_refused(client):
    make_staff("nadia", email=NADIA)

    answers = {client.post(RESET, {"email": email}).status_code for email in [NADIA] * 4 + [NADIA.upper()] * 4}

    assert answers == {302}
    assert len(sent_to()) == 3


def test_the_link_is_to_the_sites_own_address(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_staff("nadia", email=NADIA)

    client.post(RESET, {"email": NADIA}, headers={"host": "evil.example"})

    send_due_mail()
    assert "evil.example" not in mail.outbox[0].body
    assert f"{settings.SITE_URL}{RESET}key/" in mail.outbox[0].body


def test_no_request_reaches_for_the_mail_server(client, settings, monkeypatch):
    settings.OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    make_staff("nadia", email=NADIA)
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: pytest.fail("asked for a connection"))

    assert client.post(RESET, {"email": NADIA}).status_code == 302
