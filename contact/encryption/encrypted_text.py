from django.core import checks
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from contact.encryption.canary import require_right_keys
from contact.encryption.cipher import Ciphertext, Decrypted, Undecryptable, is_sealed, open_ciphertext, seal


class EncryptedAttribute(DeferredAttribute):
    """Keeps the ciphertext on the row and decrypts it at each access, so nothing is shared between threads."""

    def __get__(self, instance, cls=None):
        value = super().__get__(instance, cls)
        if isinstance(value, Ciphertext):
            return open_ciphertext(value, self.field.about(instance))
        return value

    def __set__(self, instance, value):
        if isinstance(value, str) and value.startswith(Undecryptable.START):
            value = self._seal_behind(instance, value)
        elif isinstance(value, Decrypted):
            # It may come from another row, so only the text is taken, and encrypted for this row.
            value = str(value)
        instance.__dict__[self.field.attname] = value

    def _seal_behind(self, instance, value):
        """A form shows a placeholder for undecryptable text and posts it back: that is not a new text."""
        if isinstance(value, Undecryptable):
            return value.sealed
        held = instance.__dict__.get(self.field.attname)
        if isinstance(held, Ciphertext) and self.__get__(instance) == value:
            return held
        return value


class EncryptedTextField(models.TextField):
    """Text encrypted for one row: the row's `bound_to` field is part of its associated data and must not change."""

    descriptor_class = EncryptedAttribute

    def __init__(self, *args, bound_to, **kwargs):
        self.bound_to = bound_to
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"bound_to": self.bound_to}

    def check(self, **kwargs):
        return [*super().check(**kwargs), *self._check_use()]

    def _check_use(self):
        try:
            self.model._meta.get_field(self.bound_to)
        except FieldDoesNotExist:
            yield checks.Error(f"bound_to names no field: {self.bound_to}", obj=self, id="contact.E001")
        if self.unique or self.db_index or self.null:
            yield checks.Error("A sealed text cannot be unique, indexed or null.", obj=self, id="contact.E002")

    def about(self, instance):
        bound = self.model._meta.get_field(self.bound_to).to_python(getattr(instance, self.bound_to))
        if not bound:
            raise ValueError(f"{self} is sealed for its row: give the row its {self.bound_to} first.")
        return f"{self.model._meta.label_lower}.{self.name}:{bound}"

    def from_db_value(self, value, expression, connection):
        return Ciphertext(value) if value else value

    def pre_save(self, model_instance, add):
        require_right_keys()
        sealed = self.sealed_on(model_instance)
        model_instance.__dict__[self.attname] = sealed
        return sealed

    def sealed_on(self, instance):
        if self.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.attname])
        value = instance.__dict__[self.attname]
        if isinstance(value, Ciphertext) or not value:
            return value
        return Ciphertext(seal(value, about=self.about(instance)))

    def get_db_prep_save(self, value, connection):
        """pre_save has encrypted rows, and value_to_string what loaddata reads, so plain text is a mistake."""
        if isinstance(value, Decrypted):
            value = value.sealed
        if value and not isinstance(value, Ciphertext) and not is_sealed(value):
            raise FieldError(f"{self} is sealed for its row: set it on the row and save that.")
        return super().get_db_prep_save(str(value), connection)

    def get_lookup(self, lookup_name):
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self} is sealed and cannot be searched: look in a blind index.")

    def value_to_string(self, obj):
        return str(self.sealed_on(obj))


class EncryptedQuerySet(models.QuerySet):
    """Rows with encrypted text: refuses to write it unencrypted or to sort by it."""

    def update(self, **values):
        self._refuse([name for name, value in values.items() if not isinstance(value, Ciphertext)], "updated")
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
