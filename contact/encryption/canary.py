"""Canaries: nothing is encrypted with a key that was exchanged, because nobody could ever read it again."""

from django.conf import settings
from django.db import OperationalError, models

from contact.encryption.blind_index import BLIND_INDEX_KEY, digest
from contact.encryption.cipher import CannotOpen, key_ids, seal, unseal

PURPOSE = "contact.keycanary"
KNOWN_TEXT = "the key is the same"
# Keys that passed in this process; changing one needs a restart.
_found_right = set()


class WrongKey(OperationalError):
    """A database error, so that views handle it like any other and keep what the visitor typed."""


class KeyCanary(models.Model):
    """A known text, encrypted once with each key: while it decrypts, the key under that name is the same."""

    key = models.CharField(max_length=60, unique=True)
    sealed = models.TextField()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "key canaries"

    def __str__(self):
        return self.key


def field_key(key_id):
    """The name of the key's canary."""
    return f"FIELD_KEYS.{key_id}"


def key_names():
    return [*map(field_key, key_ids()), BLIND_INDEX_KEY]


def canary_for(name):
    """What is stored as the canary of this key."""
    if name == BLIND_INDEX_KEY:
        return digest(f"{PURPOSE}\0{KNOWN_TEXT}")
    return seal(KNOWN_TEXT, about=PURPOSE, key_id=name.partition(".")[2])


def canary_opens(name, sealed):
    if name == BLIND_INDEX_KEY:
        return sealed == canary_for(name)
    try:
        return unseal(sealed, about=PURPOSE) == KNOWN_TEXT
    except CannotOpen:
        return False


def wrong_keys():
    """The keys in the settings whose canary does not match."""
    canaries = KeyCanary.objects.filter(key__in=key_names())
    return [name for name, sealed in canaries.values_list("key", "sealed") if not canary_opens(name, sealed)]


def require_right_keys():
    keys = (tuple(settings.FIELD_KEYS), settings.BLIND_INDEX_KEY)
    if keys in _found_right:
        return
    if wrong := wrong_keys():
        raise WrongKey(f"Not the key that it was: {', '.join(sorted(wrong))}.")
    _found_right.add(keys)
