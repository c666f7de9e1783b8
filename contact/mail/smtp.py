"""An SMTP backend whose whole conversation has a deadline, with a mail server whose certificate was checked."""

import io
import smtplib
import ssl
import time
from contextlib import suppress

from django.conf import settings
from django.core.mail.backends import smtp
from django.utils.functional import cached_property

GO_ON, NO_CODE = 354, -1


class Unanswered(smtplib.SMTPServerDisconnected):
    """The whole mail was transmitted, and the server gave no answer: it may have arrived."""


class Deadline:
    """A mixin for smtplib.SMTP, whose own timeout starts again with every byte that the server sends."""

    def __init__(self, *args, **kwargs):
        self.ends_at = time.monotonic() + settings.EMAIL_CONVERSATION_SECONDS
        self.last_code = None
        self.refused = {}
        super().__init__(*args, **kwargs)

    def seconds_left(self):
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError("The conversation took too long.")
        return min(left, self.timeout)

    def getreply(self):
        if self.file is None:
            self.file = io.BufferedReader(TimedReader(self.sock, self.seconds_left))
        code, words = super().getreply()
        self.last_code = code
        return code, words

    def data(self, msg):
        try:
            code, words = super().data(msg)
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException) as error:
            if self.last_code == GO_ON:
                raise Unanswered from error
            raise
        if code == NO_CODE:
            raise Unanswered
        return code, words

    def sendmail(self, *args, **kwargs):
        """Remembers the addresses that were refused while others were accepted."""
        self.refused = super().sendmail(*args, **kwargs)
        return self.refused


class TimedReader(io.RawIOBase):
    def __init__(self, sock, seconds_left):
        self.sock, self.seconds_left = sock, seconds_left

    def readable(self):
        return True

    def readinto(self, buffer):
        self.sock.settimeout(self.seconds_left())
        return self.sock.recv_into(buffer)


class SMTP(Deadline, smtplib.SMTP):
    pass


class SMTPOverTLS(Deadline, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP backend with a deadline; `refused` counts addresses that a sent mail did not reach."""

    refused = 0

    @cached_property
    def connection_class(self):
        return SMTPOverTLS if self.use_ssl else SMTP

    def _send(self, email_message):
        sent = super()._send(email_message)
        self.refused += len(self.connection.refused)
        return sent

    def _close_connection(self, connection):
        """Errors after QUIT are ignored: by then the mail is sent or refused."""
        with suppress(OSError):
            super()._close_connection(connection)


class VerifiedSMTPBackend(EmailBackend):
    @cached_property
    def ssl_context(self):
        """Django's own believes the system's authorities, and none at all once a client certificate is set."""
        context = ssl.create_default_context(cafile=settings.EMAIL_CA_FILE or None)
        if self.ssl_certfile:
            context.load_cert_chain(self.ssl_certfile, self.ssl_keyfile)
        return context
