"""One account for each role of the sample clinic, and the file that keeps their passwords for later starts."""

import json
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

# Private like all that the site writes (settings/environment.py).
FILE = "demo_accounts.json"


def make_accounts(accounts):
    """Takes the tables of accounts.toml; gives the accounts by user name. Their passwords are in passwords()."""
    made, kept = {}, []
    for account in accounts:
        password = secrets.token_urlsafe(9)
        made[account["username"]] = make_account(account, password)
        kept.append({"username": account["username"], "password": password, "may": account["may"]})
    (settings.DATA_DIR / FILE).write_text(json.dumps(kept, indent=1))
    return made


def make_account(account, password):
    role = account.get("role")
    user = get_user_model().objects.create_user(
        account["username"], password=password, first_name=account["name"], is_staff=True, is_superuser=not role
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def passwords():
    """What the first start wrote down: user name, password and what the account may do."""
    file = settings.DATA_DIR / FILE
    return json.loads(file.read_text()) if file.exists() else []
