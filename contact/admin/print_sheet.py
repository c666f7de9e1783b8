"""One request on one sheet of paper, for a call away from the screen."""

from django.template.response import TemplateResponse
from django.urls import path

from contact.admin.gone import or_gone
from contact.requests.notes import ContactAttempt
from contact.requests.request_event import RequestEvent

LAST_ATTEMPTS = 4
# As many as fit on the sheet with everything else.
MOST_LINES = 6


class PrintsRequests:
    def get_urls(self):
        sheet = self.admin_site.admin_view(self.print_view)
        return [path("<int:pk>/print/", sheet, name="contact_consultationrequest_print"), *super().get_urls()]

    @or_gone
    def print_view(self, request, pk):
        consultation_request = self.get_object_or_refuse(request, pk, to_change=False)
        RequestEvent.objects.record(RequestEvent.Kind.PRINTED, consultation_request.reference, actor=request.user)
        context = {
            "asked": consultation_request,
            "message": on_one_sheet(consultation_request.message),
            "attempts": consultation_request.contact_attempts.order_by("-made_at", "-pk")[:LAST_ATTEMPTS],
            "results": ContactAttempt.Result.labels,
            "printed_by": request.user,
        }
        return TemplateResponse(request, "admin/contact/consultationrequest/print_sheet.html", context)


def on_one_sheet(message):
    """The message as it was typed, or with its many short lines in a row."""
    lines = [line.strip() for line in str(message).splitlines() if line.strip()]
    return " / ".join(lines) if len(lines) > MOST_LINES else message
