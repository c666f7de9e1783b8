"""Mail to a real TLS server on this machine: it leaves only for one whose certificate is believed."""

import smtplib
import socketserver
import ssl
import threading

import pytest
from django.core.mail import get_connection, send_mail

from tests.builders.certificates import make_certificate

STARTTLS, AT_ONCE, NEVER = "starttls", "at once", "never"


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, certificate, encrypts):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate)
        self.encrypts = encrypts
        self.delivered = 0

    def get_request(self):
        connection, address = super().get_request()
        connection.settimeout(10)
        return connection, address

    def handle_error(self, request, client_address):
        """Whoever does not believe the certificate hangs up."""


class Conversation(socketserver.BaseRequestHandler):
    def handle(self):
        if self.server.encrypts == AT_ONCE:
            self.encrypt()
        self.say("220 ready")
        while line := self.read():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self.say("354 go on")
                while self.read() != b".\r\n":
                    pass
                self.server.delivered += 1
            self.say(self.answer(verb))
            if verb == b"STAR":
                self.encrypt()

    def answer(self, verb):
        if verb == b"EHLO" and self.server.encrypts == STARTTLS:
            return "250-localhost\r\n250 STARTTLS"
        return "220 go on" if verb == b"STAR" else "250 ok"

    def encrypt(self):
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)

    def read(self):
        line = b""
        while not line.endswith(b"\n"):
            byte = self.request.recv(1)
            if not byte:
                return b""
            line += byte
        return line

    def say(self, words):
        self.request.sendall(f"{words}\r\n".encode())


@pytest.fixture
def mail_server(settings):
    """Starts a server with this certificate and points the site to it."""
    servers = []

    def start(certificate, encrypts):
        server = MailServer(certificate, encrypts)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "contact.mail.smtp.VerifiedSMTPBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", server.server_address[1]
        settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = encrypts != AT_ONCE, encrypts == AT_ONCE
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def send():
    return send_mail("New request", "It waits.", None, ["staff@localhost"])


@pytest.mark.parametrize("encrypts", [STARTTLS, AT_ONCE])
def test_a_certificate_that_nobody_vouches_for_gets_no_mail(mail_server, tmp_path, encrypts):
    server = mail_server(make_certificate(tmp_path), encrypts)

    with pytest.raises(ssl.SSLCertVerificationError):
        send()

    assert server.delivered == 0


@pytest.mark.parametrize("encrypts", [STARTTLS, AT_ONCE])
def test_the_clinics_own_authority_is_believed(mail_server, settings, tmp_path, encrypts):
    certificate = make_certificate(tmp_path)
    server = mail_server(certificate, encrypts)
    settings.EMAIL_CA_FILE = certificate

    assert send() == 1
    assert server.delivered == 1


def test_a_certificate_for_another_name_gets_no_mail(mail_server, settings, tmp_path):
    certificate = make_certificate(tmp_path, "mail.example.org")
    server = mail_server(certificate, STARTTLS)
    settings.EMAIL_CA_FILE = certificate

    with pytest.raises(ssl.SSLCertVerificationError, match="localhost"):
        send()

    assert server.delivered == 0


def test_a_server_that_does_not_encrypt_gets_no_mail(mail_server, tmp_path):
    server = mail_server(make_certificate(tmp_path), NEVER)

    with pytest.raises(smtplib.SMTPNotSupportedError):
        send()

    assert server.delivered == 0


def test_tls_older_than_1_2_is_refused(settings):
    settings.EMAIL_BACKEND = "contact.mail.smtp.VerifiedSMTPBackend"

    assert get_connection().ssl_context.minimum_version >= ssl.TLSVersion.TLSv1_2
