"""Why a mail was not sent: whether it is permanent, whether it concerns all mail, and in words for staff."""

import smtplib

from contact.mail.smtp import Unanswered


class CannotBeWritten(Exception):
    """Its address or subject cannot be put in a mail, such as one with a line break."""


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
