from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import models

from .sealed import Sealed


class SealedQuerySet(models.QuerySet):
    """Rows with sealed text: what would write it unsealed, or sort by it, is refused."""

    def update(self, **values):
        self._refuse([name for name, value in values.items() if not isinstance(value, Sealed)], "updated")
        return super().update(**values)

    update.alters_data = True

    def bulk_update(self, objs, fields, batch_size=None):
        self._refuse(fields, "updated")
        return super().bulk_update(objs, fields, batch_size)

    bulk_update.alters_data = True

    def order_by(self, *fields):
        self._refuse([field.lstrip("-") for field in fields if isinstance(field, str)], "sorted")
        return super().order_by(*fields)

    def _refuse(self, names, verb):
        sealed = [name for name in names if self._is_sealed(name)]
        if sealed:
            raise FieldError(f"Sealed text cannot be {verb} in a query: {', '.join(sealed)}.")

    def _is_sealed(self, name):
        try:
            return hasattr(self.model._meta.get_field(name), "bound_to")
        except FieldDoesNotExist:
            return False
