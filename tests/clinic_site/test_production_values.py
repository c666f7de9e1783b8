"""A production site says what it lacks, all at once, and starts only when nothing is missing."""

import os
import subprocess
import sys
from pathlib import Path

import environ
import pytest

from clinic_site.settings.production_values import ProductionValues

ROOT = Path(__file__).resolve().parents[2]
KEY = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="
WHOLE = {
    "SECRET_KEY": "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3hJ5kM7nP9rS1uV3xY5",
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
    "STAFF_EMAIL": "front.desk@example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "FIELD_KEYS": f"k1:{KEY}",
    "BLIND_INDEX_KEY": KEY,
}


def check_deploy(tmp_path, **environment):
    """Runs `manage.py check --deploy` as production; gives its exit code and all it printed."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    settings = {"DJANGO_SETTINGS_MODULE": "clinic_site.settings.production", "DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--database", "default"],
        cwd=ROOT, env=kept | settings | environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_nothing_set_names_every_missing_value(tmp_path):
    code, printed = check_deploy(tmp_path)

    assert code != 0
    assert {name for name in WHOLE if f"{name} is missing" in printed} == set(WHOLE)


def test_malformed_values_are_told_apart(tmp_path):
    wrong = WHOLE | {
        "SECRET_KEY": "short",
        "ALLOWED_HOSTS": "*",
        "SITE_URL": "http://example.org",
        "FIELD_KEYS": "k1:abc",
        "TRUSTED_PROXIES": "127.0.0.1,the proxy",
        "STAFF_EMAIL": "desk@example.org, night@, @, front desk",
        "DEFAULT_FROM_EMAIL": "Front desk <web@>",
        "FOUR_EYES": "ture",
        "WEB_CONCURRENCY": "two",
        "DEMO": "True",
    }

    code, printed = check_deploy(tmp_path, **wrong)

    assert code != 0
    assert "SECRET_KEY must have at least 50 characters." in printed
    assert "ALLOWED_HOSTS must name hosts" in printed
    assert "SITE_URL must look like https://" in printed
    assert "FIELD_KEYS: k1 must be" in printed
    assert "TRUSTED_PROXIES: the proxy is neither" in printed
    assert "STAFF_EMAIL: night@ is not an email address." in printed
    assert "STAFF_EMAIL: @ is not an email address." in printed
    assert "STAFF_EMAIL: front desk is not an email address." in printed
    assert "STAFF_EMAIL: desk@example.org" not in printed
    assert "DEFAULT_FROM_EMAIL must look like" in printed
    assert "FOUR_EYES must be True or False." in printed
    assert "WEB_CONCURRENCY must be a whole number." in printed
    assert "only script/serve --demo serves the sample clinic" in printed
    assert "BLIND_INDEX_KEY" not in printed


@pytest.fixture
def values():
    return ProductionValues(environ.FileAwareEnv())


def faults_of(values, monkeypatch, check, name, value):
    monkeypatch.setenv(name, value)
    getattr(values, check)()
    return values.faults


@pytest.mark.parametrize(
    "value",
    ["https://www.example.org", "https://example.org:8443", "https://127.0.0.1", "https://xn--bcher-kva.example"],
)
def test_an_address_of_a_site_is_taken(values, monkeypatch, value):
    assert faults_of(values, monkeypatch, "site_url", "SITE_URL", value) == []


@pytest.mark.parametrize(
    "value",
    [
        "https://a.example?x",
        "https://a.example#x",
        "https://u:p@a.example",
        "https://a.example/",
        "https://a b",
        "https://",
    ],
)
def test_what_only_looks_like_the_address_of_a_site_is_refused(values, monkeypatch, value):
    assert len(faults_of(values, monkeypatch, "site_url", "SITE_URL", value)) == 1


@pytest.mark.parametrize("value", ["https://www.example.org", "www.example.org:443", "www.example.org/", "a b"])
def test_what_is_no_name_of_a_host_is_refused(values, monkeypatch, value):
    assert len(faults_of(values, monkeypatch, "allowed_hosts", "ALLOWED_HOSTS", f".example.org,[::1],{value}")) == 1


def test_two_keys_with_one_id_are_refused(values, monkeypatch):
    assert faults_of(values, monkeypatch, "field_keys", "FIELD_KEYS", f"k1:{KEY},k1:{KEY}") == [
        "FIELD_KEYS: each key must have an id of its own."
    ]


def test_several_staff_addresses_are_taken_and_the_first_is_who_mail_comes_from(values, monkeypatch):
    monkeypatch.setenv("STAFF_EMAIL", "desk@example.org, night@example.org ,")

    assert values.staff_email() == ["desk@example.org", "night@example.org"]
    assert values.default_from_email(values.staff_email()) == "desk@example.org"
    assert values.faults == []


@pytest.mark.parametrize(
    "value", ["web@example.org", "Front desk <web@example.org>", '"Desk, front" <web@example.org>']
)
def test_mail_may_come_from_a_name_with_an_address(values, monkeypatch, value):
    monkeypatch.setenv("DEFAULT_FROM_EMAIL", value)

    assert (values.default_from_email([]), values.faults) == (value, [])


def test_no_secret_is_shown_in_a_complaint(tmp_path):
    code, printed = check_deploy(tmp_path, **WHOLE | {"BLIND_INDEX_KEY": "not-a-key-but-secret"})

    assert code != 0
    assert "not-a-key-but-secret" not in printed


def test_a_whole_set_of_values_passes_the_deployment_check_in_silence(tmp_path):
    code, printed = check_deploy(tmp_path, **WHOLE)

    assert (code, printed) == (0, "System check identified no issues (1 silenced).\n")


def test_secrets_can_be_read_from_files(tmp_path):
    secret = tmp_path / "secret_key"
    secret.write_text(WHOLE["SECRET_KEY"])
    without = {name: value for name, value in WHOLE.items() if name != "SECRET_KEY"}

    code, printed = check_deploy(tmp_path, **without, SECRET_KEY_FILE=str(secret))

    assert code == 0, printed
