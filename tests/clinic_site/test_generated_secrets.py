from clinic_site.settings.production_values import is_key
from clinic_site.startup.generated_secrets import new_blind_index_key, new_field_key, new_secret_key, read_or_generate


def test_a_secret_is_read_or_generate_and_read_back_afterwards(tmp_path):
    first = read_or_generate(tmp_path, "secret_key", new_secret_key)

    assert read_or_generate(tmp_path, "secret_key", new_secret_key) == first
    assert len(first) >= 50


def test_only_the_owner_of_the_site_can_read_its_secrets(tmp_path):
    read_or_generate(tmp_path, "secret_key", new_secret_key)

    assert (tmp_path / "secrets" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700


def test_keys_made_on_a_first_start_are_what_production_would_accept():
    name, _, secret = new_field_key().partition(":")

    assert name.startswith("k20")
    assert is_key(secret)
    assert is_key(new_blind_index_key())
