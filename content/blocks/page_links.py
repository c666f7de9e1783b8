from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler


class ReadPageLinks(PageLinkHandler):
    """Links within rich text. An address is all they need, so the pages are not read kind by kind.

    The words that led to a page which is not live any more stay, as words.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        ids = {attrs.get("id") for attrs in attrs_list}
        url_paths = dict(Page.objects.live().filter(pk__in=ids).values_list("pk", "url_path"))
        found = [url_paths.get(int(attrs["id"])) for attrs in attrs_list]
        return [f'<a href="/{escape(url_path.split("/", 2)[2])}">' if url_path else "<a>" for url_path in found]
