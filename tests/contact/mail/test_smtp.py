"""Real conversations with mail servers on this machine that stay silent, talk without end or hang up."""

import threading
import time

import pytest
from django.core.mail import EmailMessage, get_connection
from django.db import connections

from contact.mail.smtp import Unanswered
from contact.mail.worker import send_due_mail
from contact.models import OutboxMessage
from tests.builders.mail_server import DROPS_AFTER_DATA, HANGS, RUDE, TALKS, WELL, MailServer
from tests.builders.requests import make_request

IN_TIME = "contact.mail.smtp.EmailBackend"


@pytest.fixture
def mail_server(settings):
    """Starts a server and points the site to it."""
    settings.OUTBOX_EMAIL_BACKEND = IN_TIME
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT, settings.EMAIL_CONVERSATION_SECONDS = "127.0.0.1", 0.3, 0.6
    started = []

    def start(mood=WELL):
        started.append(MailServer(mood))
        settings.EMAIL_PORT = started[-1].port
        return started[-1]

    yield start
    for server in started:
        server.become(WELL)
        server.shutdown()
        server.server_close()


def send(*to):
    connection = get_connection(IN_TIME)
    connection.send_messages([EmailMessage("Subject", "Text", "web@clinic.example", to)])
    return connection


def seconds_until_refused(error):
    began = time.monotonic()
    with pytest.raises(error):
        send("robin@example.com")
    return time.monotonic() - began


def test_a_silent_server_is_left_after_the_time_out(mail_server):
    mail_server(HANGS)

    assert seconds_until_refused(OSError) < 3


def test_a_server_that_goes_on_talking_is_left_at_the_end_of_the_conversation(mail_server):
    mail_server(TALKS)

    assert seconds_until_refused(OSError) < 3


def test_a_server_that_hangs_up_after_a_whole_mail_may_have_it(mail_server):
    server = mail_server(DROPS_AFTER_DATA)

    seconds_until_refused(Unanswered)

    assert len(server.taken) == 1


def test_what_the_server_answers_to_goodbye_takes_no_mail_back(mail_server):
    server = mail_server(RUDE)

    send("robin@example.com")

    assert (len(server.taken), server.heard[-1]) == (1, "QUIT")


def test_an_address_that_is_refused_beside_others_is_counted(mail_server):
    server = mail_server()

    assert send("robin@example.com", "gone@example.com").refused == 1
    assert len(server.taken) == 1


@pytest.mark.django_db
def test_it_is_said_of_the_mail_when_one_of_the_staff_was_not_reached(mail_server, settings):
    mail_server()
    settings.STAFF_EMAIL = ["desk@clinic.example", "gone@clinic.example"]
    make_request()

    assert send_due_mail() == 1
    assert OutboxMessage.objects.get().last_error == "1 of 2 addresses refused it"


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once(mail_server):
    server = mail_server()
    references = [make_request().reference for _ in range(12)]
    together = threading.Barrier(2)

    def work():
        together.wait()
        send_due_mail()
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    told = [reference for reference in references for text in server.taken if f"Reference: {reference}" in text]
    assert sorted(told) == sorted(references)
    assert not OutboxMessage.objects.unsent().exists()
