#!/usr/bin/env python
"""Runs Django's commands, with the settings for one's own machine unless told otherwise."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_site.settings.local")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
