"""Pages of several kinds in one query: Wagtail's `specific` takes one more for each kind."""


def names_of_kinds():
    from . import PAGE_TYPES

    return [page_type._meta.model_name for page_type in PAGE_TYPES]


def with_kinds(pages):
    return pages.select_related(*names_of_kinds())


def with_kinds_for_lists(pages):
    """Without the bodies, which no list of pages shows."""
    return with_kinds(pages).defer(*(f"{name}__body" for name in names_of_kinds()))


def as_its_kind(page):
    """The page as a condition page, a section page and so on, from what `with_kinds` has read."""
    return next((getattr(page, name) for name in names_of_kinds() if hasattr(page, name)), page)
