"""Fills a new site with the sample clinic of `script/serve --demo`."""

import tomllib
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clinic_site.demo import separation
from clinic_site.demo.sample_accounts import make_accounts, passwords
from clinic_site.demo.sample_clinic import load_contact, publish_content
from clinic_site.demo.sample_requests import SampleRequests
from clinic_site.models import DemoMark

FOLDER = Path(separation.__file__).parent


class Command(BaseCommand):
    help = "Fill a new site with a sample clinic: its details, people, prices, accounts and 46 requests."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("Only script/serve --demo loads the sample clinic.")
        if words := separation.fault():
            raise CommandError(words)
        if not separation.is_marked():
            self.stdout.write("Loading the sample clinic ...")
            load()
            # The staff home shows that all of them are there.
            call_command("reconcile", stdout=StringIO())
        self.show_accounts()

    def show_accounts(self):
        self.stdout.write("\nThe sample clinic's staff accounts:\n  user name  password      what it is for")
        for account in passwords():
            self.stdout.write(f"  {account['username']:9}  {account['password']:12}  {account['may']}")


@transaction.atomic
def load():
    clinic = read("clinic")
    accounts = make_accounts(read("accounts")["accounts"])
    load_contact(clinic)
    publish_content(clinic, writer=accounts["editor"], reviewer=accounts["reviewer"])
    SampleRequests(accounts).load(read("requests")["requests"])
    DemoMark.objects.create()


def read(name):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
