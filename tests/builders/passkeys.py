"""A device with one passkey, made of software: what a browser would send for it, right or wrong."""

import html
import json
import re
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from tests.builders.staff import PASSWORD

# Of the hosts without TLS, browsers allow passkeys to this one only.
HOST = {"Host": "localhost"}
ORIGIN = "http://localhost"
ADD = "/accounts/2fa/webauthn/add/"
GIVE = "/accounts/2fa/authenticate/"
CONFIRM = "/accounts/2fa/webauthn/reauthenticate/"
HELD_ONLY = AuthenticatorData.FLAG.UP
HELD_AND_FINGER = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV

# What a browser may send that never came from a device.
NO_CREDENTIALS = [
    "",
    "null",
    "[]",
    "1",
    "[" * 5000,
    '{"x": "' + 20_000 * "x" + '"}',
    '{"response": {"clientDataJSON": "bnVsbA"}}',
    '{"response": []}',
]


class Device:
    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)

    def make(self, options, origin=ORIGIN, flags=HELD_AND_FINGER, rp_id=None):
        """The credential that answers the options of a page that sets up a passkey, as a form sends it."""
        options = options["publicKey"]
        public_key = ES256.from_cryptography_key(self.key.public_key())
        held = AttestedCredentialData.create(Aaguid.NONE, self.id, public_key)
        site = sha256((rp_id or options["rp"]["id"]).encode())
        data = AuthenticatorData.create(site, flags | AuthenticatorData.FLAG.AT, 0, held)
        return self.credential(
            clientDataJSON=client_data("webauthn.create", options, origin),
            attestationObject=AttestationObject.create("none", data, {}),
        )

    def prove(self, options, origin=ORIGIN, flags=HELD_AND_FINGER, rp_id=None, kind="webauthn.get"):
        """The credential that answers the options of a page that asks for a passkey."""
        options = options["publicKey"]
        data = AuthenticatorData.create(sha256((rp_id or options["rpId"]).encode()), flags, 0)
        client = client_data(kind, options, origin)
        signature = self.key.sign(data + sha256(client), ec.ECDSA(hashes.SHA256()))
        return self.credential(clientDataJSON=client, authenticatorData=data, signature=signature)

    def credential(self, **response):
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {key: websafe_encode(value) for key, value in response.items()},
            }
        )


def client_data(kind, options, origin):
    return CollectedClientData.create(kind, websafe_decode(options["challenge"]), origin)


def options_on(page):
    """What the page hands to the script that talks to the device."""
    return json.loads(html.unescape(re.search(r'data-options="(.*?)"', page.content.decode())[1]))


def browser_after_password(username):
    """A browser in which somebody gave the right password, and nothing else."""
    browser = Client(headers=HOST)
    browser.post("/accounts/login/", {"login": username, "password": PASSWORD})
    return browser


def set_up_passkey(browser, password=PASSWORD, name="My phone", **wrong):
    """The device of the person who is signed in, after setting it up by the page."""
    device = Device()
    browser.post("/accounts/reauthenticate/", {"password": password})
    browser.post(ADD, {"name": name, "credential": device.make(options_on(browser.get(ADD)), **wrong)})
    return device


def give(browser, device, **wrong):
    return browser.post(GIVE, {"credential": device.prove(options_on(browser.get(GIVE)), **wrong)})


def is_in(browser):
    return browser.get("/admin/").status_code == 200


def signed_in_with(device, username="owner"):
    browser = browser_after_password(username)
    give(browser, device)
    assert is_in(browser)
    return browser
