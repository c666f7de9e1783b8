"""Checks before a process of the site starts to serve."""

import logging

from django.db import DatabaseError

from contact.backup import restore
from contact.encryption import key_check
from contact.maintenance import schema

logger = logging.getLogger(__name__)


def reason_not_to_start():
    """One sentence, or "". A database that is down is no reason: readiness reports it until it is back."""
    try:
        return restore.fault() or schema.fault() or key_check.fault()
    except DatabaseError as error:
        logger.error("The database does not answer (%s): started without looking at it.", type(error).__name__)
        return ""
