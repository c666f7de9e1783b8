"""The headers browsers are given, word for word: a change here must be meant."""

import pytest

from tests.builders.staff import make_owner, sign_in

PUBLIC = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STAFF = f"{PUBLIC}; script-src 'self'"
EDITOR = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'self'"
)

pytestmark = pytest.mark.django_db


def directives(policy):
    return set(policy.split("; "))


@pytest.mark.parametrize("address", ["/consultation/", "/search/", "/robots.txt", "/no-such-page/"])
def test_public_answers_may_load_nothing_but_our_own_styles_pictures_and_fonts(client, address):
    response = client.get(address)

    assert directives(response["Content-Security-Policy"]) == directives(PUBLIC)


@pytest.mark.parametrize(("address", "policy"), [("/admin/", STAFF), ("/accounts/login/", STAFF), ("/cms/", EDITOR)])
def test_staff_answers_may_run_our_own_scripts(client, address, policy):
    if not address.startswith("/accounts/"):
        sign_in(client, make_owner())

    response = client.get(address)

    assert response.status_code == 200
    assert directives(response["Content-Security-Policy"]) == directives(policy)


@pytest.mark.parametrize("address", ["/consultation/", "/accounts/login/", "/no-such-page/", "/healthz"])
def test_every_answer_carries_the_other_headers(client, address):
    response = client.get(address)

    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]
    assert "geolocation=()" in response["Permissions-Policy"]


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("/accounts/2fa/authenticate/", {"publickey-credentials-get=(self)"}),
        ("/accounts/2fa/webauthn/reauthenticate/", {"publickey-credentials-get=(self)"}),
        ("/accounts/2fa/webauthn/add/", {"publickey-credentials-create=(self)"}),
        ("/accounts/2fa/webauthn/", set()),
        ("/accounts/login/", set()),
        ("/admin/", set()),
        ("/cms/", set()),
        ("/consultation/", set()),
    ],
)
def test_passkeys_are_open_to_the_pages_that_use_them_and_nothing_else_is_open(client, address, opened):
    sign_in(client, make_owner())

    allowed = client.get(address)["Permissions-Policy"].split(", ")

    assert {feature for feature in allowed if not feature.endswith("=()")} == opened
    assert {feature.partition("=")[0] for feature in allowed} >= {
        "publickey-credentials-create",
        "publickey-credentials-get",
    }
