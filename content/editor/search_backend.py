"""The search of the page editor. What is typed is never taken for SQLite's full-text query syntax."""

from wagtail.search.backends import database
from wagtail.search.query import MATCH_NONE


class PlainWords:
    """A quotation mark would end the quoted word: SQLite would parse the rest as query syntax, and fail."""

    def search(self, query, *args, **options):
        return super().search(without_quotes(query), *args, **options)

    def autocomplete(self, query, *args, **options):
        return super().autocomplete(without_quotes(query), *args, **options)


def without_quotes(query):
    return query.replace('"', " ").strip() or MATCH_NONE if isinstance(query, str) else query


def SearchBackend(params):  # Wagtail asks for it by this name
    backend = type(database.SearchBackend(params))
    return type("EditorSearch", (PlainWords, backend), {})(params)
