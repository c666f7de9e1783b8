"""The secrets of second factors, for those who check or rotate keys."""

from allauth.mfa.models import Authenticator

from clinic_site.sign_in.adapters import MFA_SECRETS

SECRETS = ("secret", "seed")
LISTS_OF_SECRETS = ("migrated_codes",)


class SecondFactorSecrets:
    name = "second factors"
    model = Authenticator

    def values_of(self, row):
        """Triples of the value's place in the row, the sealed text and what it is sealed for."""
        for key in SECRETS:
            if row.data.get(key):
                yield (key, None), row.data[key], MFA_SECRETS
        for key in LISTS_OF_SECRETS:
            for position, sealed in enumerate(row.data.get(key, [])):
                yield (key, position), sealed, MFA_SECRETS

    def replace(self, row, values):
        for (key, position), sealed in values.items():
            if position is None:
                row.data[key] = sealed
            else:
                row.data[key][position] = sealed
        row.save(update_fields=["data"])
