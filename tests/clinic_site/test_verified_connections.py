"""What leaves the machine for the database goes to one that proved its name, or production does not start."""

import environ
import pytest

from clinic_site.settings.production_values import ProductionValues

POSTGRESQL = {"ENGINE": "django.db.backends.postgresql", "HOST": "db.example.org"}


@pytest.fixture
def values():
    return ProductionValues(environ.FileAwareEnv())


@pytest.fixture
def ca_file(tmp_path, monkeypatch):
    path = tmp_path / "authority.pem"
    path.write_text("a certificate")
    monkeypatch.setenv("DATABASE_CA_FILE", str(path))
    return str(path)


def test_postgresql_over_a_network_must_prove_its_name(values, ca_file):
    database = values.database(POSTGRESQL)

    assert database["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": ca_file}
    assert values.faults == []


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca"])
def test_a_weaker_mode_over_a_network_is_refused(values, ca_file, mode):
    values.database(POSTGRESQL | {"OPTIONS": {"sslmode": mode}})

    (fault,) = values.faults
    assert fault.startswith("DATABASE_URL must say sslmode=verify-full or no sslmode, or UNVERIFIED_HOSTS must name")


def test_an_authority_that_is_not_there_is_named(values, monkeypatch):
    monkeypatch.setenv("DATABASE_CA_FILE", "/no/such/authority.pem")

    values.database(POSTGRESQL)

    assert values.faults == ["DATABASE_CA_FILE: there is no file /no/such/authority.pem."]


@pytest.mark.parametrize("host", ["", "localhost", "127.0.0.1", "::1", "/var/run/postgresql"])
def test_this_machine_needs_no_certificate(values, host):
    database = POSTGRESQL | {"HOST": host}

    assert values.database(database) == database
    assert values.faults == []


def test_a_host_of_the_clinics_own_network_is_named_for_it(values, monkeypatch):
    monkeypatch.setenv("UNVERIFIED_HOSTS", "db.example.org")

    assert values.database(POSTGRESQL) == POSTGRESQL
    assert values.faults == []


@pytest.mark.parametrize(
    ("address", "faults"),
    [
        ("smtp+tls://mail.example.org:587", 0),
        ("smtp+ssl://mail.example.org:465", 0),
        ("smtp://127.0.0.1:25", 0),
        ("smtp://mail.example.org:25", 1),
        ("smtp://127.0.0.1.example.org:25", 1),
    ],
)
def test_mail_over_a_network_is_encrypted(values, monkeypatch, address, faults):
    monkeypatch.setenv("EMAIL_URL", address)

    values.mail_server()

    assert len(values.faults) == faults
