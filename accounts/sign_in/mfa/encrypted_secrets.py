"""The secrets of second factors: each is encrypted for one user and one kind of factor, and opens in no other row.

django-allauth encrypts and decrypts without saying whose secret it is. So a row, as soon as it is made or read, binds
its secrets to what they were encrypted for (`about`, the additional authenticated data).
"""

from allauth.mfa.models import Authenticator

from accounts import app_settings

SECRETS = ("secret", "seed")
LISTS_OF_SECRETS = ("migrated_codes",)
# What secrets were encrypted for before they were encrypted for their user.
FOR_ANYBODY = "second factor"


class UnboundSecret(str):
    """Encrypted, but not yet for a user."""


class BoundSecret(str):
    """An encrypted secret that knows what it is encrypted for."""

    def __new__(cls, encrypted, about):
        bound = super().__new__(cls, encrypted)
        bound.about = about
        return bound

    def __getnewargs__(self):
        return str(self), self.about


def encrypt(text):
    return UnboundSecret(app_settings.ENCRYPT(text, about=FOR_ANYBODY))


def decrypt(secret):
    if not isinstance(secret, BoundSecret):
        raise app_settings.UNDECRYPTABLE("not sealed for a user")
    return app_settings.DECRYPT(secret, about=secret.about)


def for_its_user(row, key):
    return f"second factor:{row.user_id}:{row.type}:{key}"


def for_anybody(row, key):
    return FOR_ANYBODY


def secrets_of(row):
    """Triples of a key, the position in its list or None, and the encrypted secret that is there."""
    data = row.__dict__.get("data") or {}
    for key in SECRETS:
        if data.get(key):
            yield key, None, data[key]
    for key in LISTS_OF_SECRETS:
        for position, secret in enumerate(data.get(key) or []):
            yield key, position, secret


def put(row, key, position, secret):
    if position is None:
        row.data[key] = secret
    else:
        row.data[key][position] = secret


def bind(row, key, secret):
    about = for_its_user(row, key)
    if isinstance(secret, UnboundSecret):
        secret = convert(secret, FOR_ANYBODY, about)
    return BoundSecret(secret, about)


def convert(secret, was, will_be):
    return app_settings.ENCRYPT(app_settings.DECRYPT(secret, about=was), about=will_be)


def bind_secrets(instance, **kwargs):
    """Receiver of post_init."""
    for key, position, secret in secrets_of(instance):
        put(instance, key, position, bind(instance, key, secret))


def refuse_secrets_of_others(instance, update_fields=None, **kwargs):
    """Receiver of pre_save: what came from the database may go back, even if a key is missing; all else must open."""
    if update_fields is not None and "data" not in update_fields:
        return
    for key, position, secret in secrets_of(instance):
        if (
            isinstance(secret, BoundSecret)
            and secret.about == for_its_user(instance, key)
            and not instance._state.adding
        ):
            continue
        bound = bind(instance, key, secret)
        decrypt(bound)
        put(instance, key, position, bound)


def encrypt_again(row, was, will_be):
    """Whether each secret of `row` is now encrypted for what `will_be` says; what does not open keeps its bytes."""
    complete = True
    for key, position, secret in secrets_of(row):
        try:
            if not opens(secret, about=will_be(row, key)):
                put(row, key, position, convert(secret, was(row, key), will_be(row, key)))
        except app_settings.UNDECRYPTABLE:
            complete = False
    type(row).objects.using(row._state.db).filter(pk=row.pk).update(data=row.data)
    return complete


def opens(secret, about):
    try:
        app_settings.DECRYPT(secret, about=about)
    except app_settings.UNDECRYPTABLE:
        return False
    return True


class AuthenticatorSecrets:
    """For the commands that check or rotate keys (the setting SEALED_ELSEWHERE)."""

    name = "second factors"
    model = Authenticator

    def values_of(self, row):
        """Triples of the value's place in the row, the encrypted text and what it is encrypted for."""
        for key, position, secret in secrets_of(row):
            yield (key, position), str(secret), for_its_user(row, key)

    def replace(self, row, values):
        for (key, position), secret in values.items():
            put(row, key, position, secret)
        row.save(update_fields=["data"])
