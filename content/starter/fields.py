"""Puts what a starter file says into the fields of its page."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError

from content.models import ConditionPage, HomePage, InformationPage, SectionPage, TreatmentPage

from .files import StarterFileError

PAGE_TYPES = {
    "home": HomePage,
    "section": SectionPage,
    "information": InformationPage,
    "condition": ConditionPage,
    "treatment": TreatmentPage,
}
# Name in the file: name of the field.
OF_EVERY_PAGE = {
    "title": "title",
    "menu_title": "short_title",
    "show_in_menus": "show_in_menus",
    "search_description": "search_description",
    "summary": "summary",
    "status_line": "status_line",
}
OF_SOME_PAGES = ["written_by", "last_reviewed", "next_review_due", "evidence_level", *TreatmentPage.COMPARED]
OF_THE_FILE = {"type", "slug", "order", "body"}


def page_type(file):
    kind = file.data.get("type")
    if kind not in PAGE_TYPES:
        raise StarterFileError(file.name, f'there is no page type "{kind}".')
    return PAGE_TYPES[kind]


def fill(page, file):
    """A field that the file does not have gets its default."""
    fields = fields_of(type(page))
    unknown = sorted(set(file.data) - set(fields) - OF_THE_FILE)
    if unknown:
        raise StarterFileError(file.name, f"a {file.data['type']} page has no {', '.join(unknown)}.")
    for name, field in fields.items():
        setattr(page, field, file.data.get(name, type(page)._meta.get_field(field).get_default()))


def fields_of(page_model):
    own = {field.name for field in page_model._meta.get_fields()}
    return OF_EVERY_PAGE | {name: name for name in OF_SOME_PAGES if name in own}


@contextmanager
def errors_name(file):
    """Says in which file to look when a page is not valid."""
    try:
        yield
    except ValidationError as error:
        raise StarterFileError(file.name, "; ".join(sentences(error))) from error


def sentences(error):
    if not hasattr(error, "error_dict"):
        return error.messages
    return [f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()]
