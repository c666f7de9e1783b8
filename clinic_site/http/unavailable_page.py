"""What nginx shows while the site does not answer: a file, with the clinic's phone and the crisis numbers in it."""

import logging
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.template.loader import render_to_string

from clinic_site.startup.data_dir import PUBLIC_DIRECTORY, PUBLIC_FILE
from contact.models import ClinicDetails, CrisisHelp, Location, OpeningHours

# deploy/nginx/error-page.conf names it.
NAME = "unavailable.html"

logger = logging.getLogger(__name__)


def write_when_details_change():
    for model in (ClinicDetails, CrisisHelp, Location, OpeningHours):
        for signal in (post_save, post_delete):
            signal.connect(write_on_commit, sender=model, dispatch_uid="write_unavailable_page")


def write_on_commit(sender, **kwargs):
    transaction.on_commit(write_or_log, robust=True)


def write_or_log():
    """The change itself is saved by now."""
    try:
        write()
    except (OSError, ValueError) as error:  # ValueError: static files have not been collected yet
        logger.error("The page for when the site does not answer is not up to date (%s).", type(error).__name__)


def write():
    folder = settings.ERROR_PAGES_DIR
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(PUBLIC_DIRECTORY)
    temporary = folder / f".{NAME}.{secrets.token_hex(4)}"
    temporary.write_text(rendered())
    temporary.chmod(PUBLIC_FILE)
    temporary.replace(folder / NAME)


def rendered():
    """Without menus and logo: the addresses that they lead to do not answer either."""
    clinic = ClinicDetails.current()
    clinic.logo = ""
    return render_to_string("unavailable.html", {"clinic": clinic, "crisis_help": CrisisHelp.current()})
