"""Every regular expression that the site puts to a text, with where it stands."""

import dataclasses
import re
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.core.validators import RegexValidator

from content.review.rulebook import read_rulebook

ROOT = Path(__file__).resolve().parents[1]
APPS = ["accounts", "content", "contact", "clinic_site"]


def all_patterns():
    """Named by where they stand, such as "rules.F07.patterns[0].words"; the same pattern once."""
    found = {}
    for name, pattern in [
        *in_values(read_rulebook(), "rules"),
        *of_fields(),
        *of_modules(),
    ]:
        found.setdefault(pattern, name)
    return {name: pattern for pattern, name in found.items()}


def in_values(value, name):
    if isinstance(value, re.Pattern):
        yield name, value
    elif dataclasses.is_dataclass(value):
        parts = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        for key, part in parts.items():
            yield from in_values(part, f"{name}.{key}")
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from in_values(part, f"{name}.{key}")
    elif isinstance(value, list | tuple | frozenset):
        for number, part in enumerate(value):
            yield from in_values(part, f"{name}[{number}]")


def of_fields():
    for model in apps.get_models():
        if model._meta.app_label in APPS:
            for field in model._meta.concrete_fields:
                for validator in field.validators:
                    if isinstance(validator, RegexValidator):
                        yield f"fields.{field}", validator.regex


def of_modules():
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.py")):
        if "re.compile" in path.read_text():
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for key, value in vars(import_module(name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{name}.{key}", value
