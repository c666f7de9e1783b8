"""Real conversations with mail servers on this machine that stay silent, talk without end or hang up."""

import socketserver
import threading
import time
from contextlib import contextmanager

import pytest
from django.core.mail import EmailMessage, get_connection
from django.db import connections

from contact.mail.smtp import Unanswered
from contact.mail.worker import send_due_mail
from contact.models import OutboxMessage
from tests.builders.requests import make_request

IN_TIME = "contact.mail.smtp.EmailBackend"


class MailServer(socketserver.ThreadingTCPServer):
    """`moods` are what it does wrong, if anything; `taken` are the mails that it has whole."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *moods):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.moods, self.taken, self.heard = moods, [], []
        self.is_leaving = threading.Event()

    def handle_error(self, request, client_address):
        """Whoever has waited long enough hangs up."""


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        if "silent" in self.server.moods:
            self.server.is_leaving.wait(30)
            return
        while "talks" in self.server.moods and not self.server.is_leaving.wait(0.05):
            self.say("220-and")
        self.say("220 ready")
        for line in self.rfile:
            verb = line[:4].upper().strip().decode()
            self.server.heard.append(verb)
            if verb == "DATA":
                self.say("354 go on")
                self.server.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                if "hangs up" in self.server.moods:
                    return
            self.say(self.answer(verb, line))

    def answer(self, verb, line):
        if verb == "QUIT" and "rude" in self.server.moods:
            return "x" * 9000
        return "550 nobody here" if b"gone@" in line and verb == "RCPT" else "250 ok"

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def running(server):
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.is_leaving.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def mail_server(settings):
    """Starts a server and points the site to it."""
    settings.OUTBOX_EMAIL_BACKEND = IN_TIME
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT, settings.EMAIL_CONVERSATION_SECONDS = "127.0.0.1", 0.3, 0.6
    started = []

    def start(*moods):
        context = running(MailServer(*moods))
        server = context.__enter__()
        started.append(context)
        settings.EMAIL_PORT = server.server_address[1]
        return server

    yield start
    for context in started:
        context.__exit__(None, None, None)


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
    mail_server("silent")

    assert seconds_until_refused(OSError) < 3


def test_a_server_that_goes_on_talking_is_left_at_the_end_of_the_conversation(mail_server):
    mail_server("talks")

    assert seconds_until_refused(OSError) < 3


def test_a_server_that_hangs_up_after_a_whole_mail_may_have_it(mail_server):
    server = mail_server("hangs up")

    seconds_until_refused(Unanswered)

    assert len(server.taken) == 1


def test_what_the_server_answers_to_goodbye_takes_no_mail_back(mail_server):
    server = mail_server("rude")

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
