"""The values a production site cannot do without, each checked, each fault told in one sentence."""

import base64
import binascii
import re
from email.utils import parseaddr
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

KEY_BYTES = 32
# As contact.encryption reads them; models cannot be imported while settings are read.
KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
# As clinic_site.settings.base reads them, and their opposites.
YES, NO = {"true", "on", "ok", "y", "yes", "1"}, {"false", "off", "n", "no", "0"}
# A dot before it stands for every host below; an address of IPv6 stands in brackets.
HOST = re.compile(r"\.?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")
HTTPS_SITE = re.compile(rf"https://(?!\.)(?:{HOST.pattern})(?::[0-9]{{1,5}})?")
SYSTEM_CA_FILE = "/etc/ssl/certs/ca-certificates.crt"
OR_PRIVATE = ", or UNVERIFIED_HOSTS must name its host: then anybody between could read and change what is sent."


class ProductionValues:
    """Reads values from `env` and keeps a sentence for each that is missing or malformed.

    `stop_if_any_is_wrong()` raises ImproperlyConfigured with all sentences, so that one start shows every fault.
    """

    def __init__(self, env):
        self.env = env
        self.faults = []

    def secret_key(self):
        value = self._text("SECRET_KEY")
        self._fault_if(0 < len(value) < 50, "SECRET_KEY must have at least 50 characters.")
        return value

    def allowed_hosts(self):
        hosts = self._several("ALLOWED_HOSTS")
        self._fault_if(not hosts, "ALLOWED_HOSTS is missing: give the site's host names, with commas between.")
        self._fault_if("*" in hosts, "ALLOWED_HOSTS must name hosts; it must not be *.")
        for host in hosts:
            whole = host == "*" or HOST.fullmatch(host)
            self._fault_if(not whole, f"ALLOWED_HOSTS: {host} is not the name of a host, such as www.example.org.")
        return hosts

    def site_url(self):
        value = self._text("SITE_URL")
        whole = HTTPS_SITE.fullmatch(value)
        self._fault_if(value and not whole, "SITE_URL must look like https://www.example.org, with nothing behind it.")
        return value

    def staff_email(self):
        addresses = self._several("STAFF_EMAIL")
        self._fault_if(not addresses, "STAFF_EMAIL is missing: see .env.example.")
        for address in addresses:
            self._fault_if(not is_address(address), f"STAFF_EMAIL: {address} is not an email address.")
        return addresses

    def default_from_email(self, staff):
        """Who mail comes from: an address, or a name with an address in angle brackets."""
        value = self.env.str("DEFAULT_FROM_EMAIL", default="").strip()
        _, address = parseaddr(value)
        whole = is_address(address) and value.isprintable() and (value.endswith(f"<{address}>") or value == address)
        self._fault_if(
            value and not whole, "DEFAULT_FROM_EMAIL must look like web@example.org or Front desk <web@example.org>."
        )
        return value or next(iter(staff), "")

    def no_demo(self):
        """The sample clinic is for one's own machine: its passwords lie in a file, and nothing in it is true."""
        demo = self.env.str("DEMO", default="").strip().lower()
        self._fault_if(
            demo not in {"", *NO}, "DEMO must not be set here: only script/serve --demo serves the sample clinic."
        )

    def yes_or_no(self, name):
        """Anything that is neither would count as no, without a word."""
        value = self.env.str(name, default="").strip().lower()
        self._fault_if(value not in {"", *YES, *NO}, f"{name} must be True or False.")

    def whole_number(self, name):
        value = self.env.str(name, default="").strip()
        self._fault_if(value and not (value.isascii() and value.isdigit()), f"{name} must be a whole number.")

    def field_keys(self):
        keys = self._several("FIELD_KEYS")
        self._fault_if(not keys, "FIELD_KEYS is missing: without it no request could be stored.")
        names = [key.partition(":")[0] for key in keys]
        self._fault_if(len(set(names)) < len(names), "FIELD_KEYS: each key must have an id of its own.")
        for key in keys:
            name, _, secret = key.partition(":")
            whole = KEY_ID.fullmatch(name) and is_key(secret)
            self._fault_if(not whole, f"FIELD_KEYS: {name or 'a key'} must be <id>:<base64 of 32 bytes>.")
        return keys

    def blind_index_key(self):
        value = self._text("BLIND_INDEX_KEY")
        self._fault_if(value and not is_key(value), "BLIND_INDEX_KEY must be the base64 of 32 bytes.")
        return value

    def trusted_proxies(self, proxies):
        for proxy in proxies:
            self._fault_if(not is_network(proxy), f"TRUSTED_PROXIES: {proxy} is neither an address nor a network.")

    def mail_server(self):
        url = urlsplit(self._text("EMAIL_URL"))
        readable = url.scheme == "smtp" and not self._needs_no_certificate(url.hostname)
        self._fault_if(readable, f"EMAIL_URL must start with smtp+tls:// or smtp+ssl://{OR_PRIVATE}")
        nowhere = url.scheme.startswith("smtp") and not url.hostname
        self._fault_if(nowhere, "EMAIL_URL must name the mail server: smtp+tls://user:password@host:587")
        self._file("EMAIL_CA_FILE", self.env.str("EMAIL_CA_FILE", default=""))

    def database(self, database):
        """A PostgreSQL that is reached over a network shows a certificate for its name, or nothing is said to it."""
        if not database["ENGINE"].endswith("postgresql") or self._needs_no_certificate(database["HOST"]):
            return database
        ca_file = self.env.str("DATABASE_CA_FILE", default=SYSTEM_CA_FILE)
        options = {"sslmode": "verify-full", "sslrootcert": ca_file} | database.get("OPTIONS", {})
        unverified = options["sslmode"] != "verify-full"
        self._fault_if(unverified, f"DATABASE_URL must say sslmode=verify-full or no sslmode{OR_PRIVATE}")
        self._file("DATABASE_CA_FILE", options["sslrootcert"])
        return database | {"OPTIONS": options}

    def stop_if_any_is_wrong(self):
        if self.faults:
            raise ImproperlyConfigured("\n".join(["The site cannot start:", *self.faults]))

    def _needs_no_certificate(self, host):
        """On this machine, or in a network of the clinic's own that UNVERIFIED_HOSTS speaks for."""
        return is_this_machine(host or "") or host in self._several("UNVERIFIED_HOSTS")

    def _file(self, name, path):
        self._fault_if(path and not Path(path).is_file(), f"{name}: there is no file {path}.")

    def _several(self, name):
        """The values between commas, with or without spaces around them."""
        return [value.strip() for value in self.env.list(name, default=[]) if value.strip()]

    def _text(self, name):
        value = self.env.str(name, default="").strip()
        self._fault_if(not value, f"{name} is missing: see .env.example.")
        return value

    def _fault_if(self, wrong, sentence):
        if wrong:
            self.faults.append(sentence)


def is_this_machine(host):
    if host in {"", "localhost"} or host.startswith("/"):
        return True
    return is_network(host) and ip_network(host).is_loopback


def is_address(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def is_network(text):
    try:
        return bool(ip_network(text))
    except ValueError:
        return False


def is_key(text):
    try:
        return len(base64.b64decode(text, validate=True)) == KEY_BYTES
    except binascii.Error:
        return False
