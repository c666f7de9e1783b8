"""The secrets of second factors: each is sealed for one user and one kind of factor, and opens in no other row.

django-allauth seals and opens without saying whose secret it is. So a row, as soon as it is made or read, tells its
secrets where they stand.
"""

from allauth.mfa.models import Authenticator

from contact.models.encryption import CannotOpen, seal, unseal

SECRETS = ("secret", "seed")
LISTS_OF_SECRETS = ("migrated_codes",)
# What secrets were sealed for before they were sealed for their user.
FOR_ANYBODY = "second factor"


class NotYetBound(str):
    """Sealed, but nobody has said for whom."""


class Bound(str):
    """A sealed secret that knows what it is sealed for."""

    def __new__(cls, sealed, about):
        bound = super().__new__(cls, sealed)
        bound.about = about
        return bound

    def __getnewargs__(self):
        return str(self), self.about


def seal_secret(text):
    return NotYetBound(seal(text, about=FOR_ANYBODY))


def open_secret(sealed):
    if not isinstance(sealed, Bound):
        raise CannotOpen("not sealed for a user")
    return unseal(sealed, about=sealed.about)


def for_its_user(row, key):
    return f"second factor:{row.user_id}:{row.type}:{key}"


def for_anybody(row, key):
    return FOR_ANYBODY


def secrets_of(row):
    """Triples of a key, the position in its list or None, and the sealed secret that stands there."""
    data = row.__dict__.get("data") or {}
    for key in SECRETS:
        if data.get(key):
            yield key, None, data[key]
    for key in LISTS_OF_SECRETS:
        for position, sealed in enumerate(data.get(key) or []):
            yield key, position, sealed


def put(row, key, position, sealed):
    if position is None:
        row.data[key] = sealed
    else:
        row.data[key][position] = sealed


def bind(row, key, sealed):
    about = for_its_user(row, key)
    if isinstance(sealed, NotYetBound):
        sealed = seal(unseal(sealed, about=FOR_ANYBODY), about=about)
    return Bound(sealed, about)


def tell_where_they_stand(instance, **kwargs):
    """Receiver of post_init."""
    for key, position, sealed in secrets_of(instance):
        put(instance, key, position, bind(instance, key, sealed))


def refuse_secrets_of_others(instance, update_fields=None, **kwargs):
    """Receiver of pre_save: what came from the database may go back, even if a key is missing; all else must open."""
    if update_fields is not None and "data" not in update_fields:
        return
    for key, position, sealed in secrets_of(instance):
        if isinstance(sealed, Bound) and sealed.about == for_its_user(instance, key) and not instance._state.adding:
            continue
        bound = bind(instance, key, sealed)
        open_secret(bound)
        put(instance, key, position, bound)


def seal_again(row, was, will_be):
    """Whether each secret of `row` is now sealed for what `will_be` says; what does not open keeps its bytes."""
    whole = True
    for key, position, sealed in secrets_of(row):
        try:
            if not opens(sealed, about=will_be(row, key)):
                put(row, key, position, seal(unseal(sealed, about=was(row, key)), about=will_be(row, key)))
        except CannotOpen:
            whole = False
    type(row).objects.using(row._state.db).filter(pk=row.pk).update(data=row.data)
    return whole


def opens(sealed, about):
    try:
        unseal(sealed, about=about)
    except CannotOpen:
        return False
    return True


class SecondFactorSecrets:
    """For those who check or rotate keys."""

    name = "second factors"
    model = Authenticator

    def values_of(self, row):
        """Triples of the value's place in the row, the sealed text and what it is sealed for."""
        for key, position, sealed in secrets_of(row):
            yield (key, position), str(sealed), for_its_user(row, key)

    def replace(self, row, values):
        for (key, position), sealed in values.items():
            put(row, key, position, sealed)
        row.save(update_fields=["data"])
