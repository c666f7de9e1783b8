"""An SMTP backend whose whole conversation has a deadline, with a mail server whose certificate was checked.

Below it: why a mail was not sent, whether that is permanent or concerns all mail, and in words for staff.
"""

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


class CannotBeWritten(Exception):
    """Its address or subject cannot be put in a mail, such as one with a line break."""


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


ABOUT_THE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError, Unanswered)
SERVICE_CLOSES = 421

DESCRIPTIONS = {
    "SMTPRecipientsRefused": "The mail server refused the address",
    "SMTPSenderRefused": "The mail server refused the address that we send from",
    "SMTPDataError": "The mail server refused the mail",
    "SMTPAuthenticationError": "The mail server refused our user name or password",
    "SMTPServerDisconnected": "The mail server hung up, or didn't answer in time",
    "SMTPNotSupportedError": "The mail server doesn't offer encryption or sign-in",
    "SSLCertVerificationError": "The mail server's certificate isn't one we trust",
    "TimeoutError": "The mail server didn't answer in time",
    "ConnectionRefusedError": "The mail server can't be reached",
    "gaierror": "The mail server's name can't be found",
    "Unanswered": "The mail server took the mail and hung up, so it may have arrived",
    "CannotBeWritten": "Its address can't be used in a mail",
    "CannotOpen": "It can't be unsealed: its key is missing",
}


def smtp_codes(error):
    """The reply codes of the mail server, such as [550]."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def server_unavailable(error):
    """Whether the error is about the server and not about this mail, so that the next one would fail too."""
    if SERVICE_CLOSES in smtp_codes(error):
        return True
    return isinstance(error, OSError) and not isinstance(error, ABOUT_THE_MAIL)


def is_permanent(error):
    """Whether trying again is useless: reply codes of 500 or more, or a mail that cannot be written."""
    if isinstance(error, CannotBeWritten):
        return True
    codes = smtp_codes(error)
    return bool(codes) and not server_unavailable(error) and all(code >= 500 for code in codes)


def error_code(error):
    """Such as "SMTPRecipientsRefused 550". Its text may quote an address and is not kept."""
    codes = sorted(set(smtp_codes(error)))
    return " ".join([type(error).__name__, *map(str, codes)])


def describe(last_error):
    name, _, codes = last_error.partition(" ")
    words = DESCRIPTIONS.get(name)
    if words is None:
        return last_error
    return f"{words} ({codes})" if codes else words
