"""What the page editor asks for by name though it is not installed."""

from django.http import Http404
from django.urls import path
from wagtail.api.v2.views import BaseAPIViewSet


class NoDocuments(BaseAPIViewSet):
    """In the place of wagtail.documents: Wagtail gives this address to every page of the editor, documents or none."""

    @classmethod
    def get_urlpatterns(cls):
        return [path("", not_there, name="listing")]


def not_there(request):
    raise Http404
