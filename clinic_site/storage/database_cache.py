"""Django's database cache, made safe for a full disk."""

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache as DjangoDatabaseCache


class DatabaseCache(DjangoDatabaseCache):
    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Django answers False, too, where nothing can be written: the limit of sign-ins then says "too many tries".

        Asked twice, because whoever had the key may have let it go in between.
        """
        for _ in range(2):
            if super().add(key, value, timeout, version):
                return True
            if self.has_key(key, version):
                return False
        return True
