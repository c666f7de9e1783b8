"""Loads the list of sources that the starter pages cite."""

from django.core.exceptions import ValidationError

from content.models import Source, StarterRecord

from .files import SOURCES, StarterFileError, digest_of

FIELDS = ("identifier", "kind", "citation", "url")


def load_sources(listed):
    """Each identifier with its source, or with None where staff have deleted it."""
    return {data.get("identifier", ""): load_source(data) for data in listed}


def load_source(data):
    wanted = {name: data.get(name, "") for name in FIELDS}
    check_fields(data)
    record = StarterRecord.objects.filter(place=f"source {wanted['identifier']}").first()
    source = Source.objects.filter(identifier=wanted["identifier"]).first()
    if may_write(source, record):
        source = write(source or Source(), wanted, record)
    return source


def may_write(source, record):
    """A source that staff changed, deleted or added is left alone."""
    if source is None or record is None:
        return source is None and record is None
    return digest_of({name: getattr(source, name) for name in FIELDS}) == record.digest


def write(source, wanted, record):
    if record and record.digest == digest_of(wanted):
        return source
    for name, value in wanted.items():
        setattr(source, name, value)
    try:
        source.full_clean()
    except ValidationError as error:
        raise StarterFileError(SOURCES, f"{wanted['identifier']}: {'; '.join(error.messages)}") from error
    source.save()
    StarterRecord.objects.update_or_create(place=f"source {source.identifier}", defaults={"digest": digest_of(wanted)})
    return source


def check_fields(data):
    unknown = sorted(set(data) - set(FIELDS))
    if unknown:
        raise StarterFileError(SOURCES, f"{data.get('identifier')}: a source has no {', '.join(unknown)}.")
