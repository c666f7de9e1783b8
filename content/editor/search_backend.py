"""The search of the page editor: what is typed is only ever words, never SQLite's language for searches."""

from wagtail.search.backends import database
from wagtail.search.query import MATCH_NONE


class WordsOnly:
    """A quotation mark would end the word that SQLite looks for: the rest is read as a command, and the page fails."""

    def search(self, query, *args, **options):
        return super().search(without_quotes(query), *args, **options)

    def autocomplete(self, query, *args, **options):
        return super().autocomplete(without_quotes(query), *args, **options)


def without_quotes(query):
    return query.replace('"', " ").strip() or MATCH_NONE if isinstance(query, str) else query


def SearchBackend(params):  # Wagtail asks for it by this name
    backend = type(database.SearchBackend(params))
    return type("EditorSearch", (WordsOnly, backend), {})(params)
