"""The clinic's own records in the page editor: each is one form, not a list."""

from django.shortcuts import redirect
from django.urls import reverse
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from content.models import MonitoringAndReadiness, Photographs, PricesAndInsurance, TreatmentsOffered


class StraightToTheForm(IndexView):
    """There is one row, so its list leads straight to it."""

    def get(self, request, *args, **kwargs):
        return redirect(self.get_edit_url(self.model.for_editor()))


class RecordViewSet(SnippetViewSet):
    index_view_class = StraightToTheForm
    copy_view_enabled = False
    inspect_view_enabled = False


class Prices(RecordViewSet):
    model = PricesAndInsurance
    icon = "tag"


class Treatments(RecordViewSet):
    model = TreatmentsOffered
    icon = "list-ul"


class Monitoring(RecordViewSet):
    model = MonitoringAndReadiness
    icon = "glasses"


class Photos(RecordViewSet):
    model = Photographs
    icon = "image"


class ClinicRecords(SnippetViewSetGroup):
    menu_label = "Our clinic"
    menu_icon = "home"
    menu_order = 150
    items = (Prices, Treatments, Monitoring, Photos)


def edit_address(model):
    """The address of the form for this record."""
    return reverse(model.snippet_viewset.get_url_name("list"))
