#!/usr/bin/env python
"""Runs Django's commands, with the settings for one's own machine unless told otherwise."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_site.settings.local")
    # A migration may lock a table and a count may read it whole for longer than a visitor waits.
    os.environ.setdefault("DATABASE_TIMEOUTS", "false")
    # On a new site these come before there is a database.
    if sys.argv[1:2] in (["check"], ["migrate"], ["prepare"]):
        os.environ.setdefault("DATABASE_MUST_EXIST", "false")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
