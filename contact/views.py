"""The consultation form, its confirmation and the error pages.

Error pages keep what was typed and always show the crisis numbers.
"""

import sys

from django.conf import settings
from django.db import Error
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import FormView, TemplateView

from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.context_processors import as_far_as_known
from contact.clinic.crisis_help import CrisisHelp
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.forms.consultation import ConsultationRequestForm
from contact.requests.intake import receive
from contact.requests.submission_checks import sender_of

REFERENCE_COOKIE = "request_reference"
REFERENCE_COOKIE_SECONDS = 30 * 60
FORBIDDEN, UNPROCESSABLE, SERVER_ERROR, UNAVAILABLE = 403, 422, 500, 503
SHOWN = ["reference", "due_at", "priority", "earlier_request__reference"]
# The only thing that the URL of a confirmation can say.
SENT_AGAIN = "?again"


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class AskForConsultation(FormView):
    form_class = ConsultationRequestForm
    template_name = "contact/consultation.html"

    @method_decorator(sensitive_variables("form", "consultation_request"))
    def form_valid(self, form):
        before = reference_in(self.request)
        try:
            consultation_request, is_new = receive(
                form.answers,
                form.cleaned_data["submission_key"],
                before=before,
                spam_reason=form.spam_reason_after(before),
                sender=sender_of(self.request),
                read_first=form.may_be_in_danger,
            )
        except Error:
            return could_not_store(self.request, form)
        confirmation = reverse("consultation_received") + ("" if is_new else SENT_AGAIN)
        return with_reference(redirect(confirmation), consultation_request.reference)

    def form_invalid(self, form):
        return render(self.request, self.template_name, self.get_context_data(form=form), status=UNPROCESSABLE)


def reference_in(request):
    """The reference of what this browser sent within the last half hour, or None."""
    return request.get_signed_cookie(REFERENCE_COOKIE, None, max_age=REFERENCE_COOKIE_SECONDS)


def with_reference(response, reference):
    """The confirmation reads the reference from a cookie, because URLs end up in histories and logs."""
    response.set_signed_cookie(
        REFERENCE_COOKIE,
        reference,
        max_age=REFERENCE_COOKIE_SECONDS,
        path="/consultation/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@method_decorator(never_cache, name="dispatch")
class ConsultationReceived(TemplateView):
    template_name = "contact/consultation_received.html"

    def get_context_data(self, **kwargs):
        received = received_as(reference_in(self.request))
        return super().get_context_data(received=received, sent_again="again" in self.request.GET, **kwargs)


def received_as(reference):
    """The request that the cookie names. The cookie is signed, so it is enough if the database fails."""
    requests = ConsultationRequest.objects.select_related("earlier_request").only(*SHOWN)
    try:
        return requests.filter(reference=reference).first()
    except Error:
        return ConsultationRequest(reference=reference) if reference else None


# -- error pages


@sensitive_post_parameters()
def csrf_failure(request, reason=""):
    """The consultation form can be sent again as it was, after a long time or without cookies."""
    if request.path == reverse("consultation"):
        return send_again(request, ConsultationRequestForm(request.POST), "expired", FORBIDDEN)
    return HttpResponseForbidden(render_to_string("403.html", request=request))


def could_not_store(request, form):
    return send_again(request, form, "busy", UNAVAILABLE)


def send_again(request, form, reason, status):
    return render(request, "contact/sending_failed.html", {"form": form, "reason": reason}, status=status)


def bad_request(request, exception):
    """Uses nothing of the request, whose host name or encoding may be invalid."""
    return HttpResponseBadRequest(render_to_string("400.html", ways_to_reach_us()))


@sensitive_post_parameters()
def server_error(request):
    """Needs neither the database nor a session, which may have failed."""
    if request.method == "POST" and request.path == reverse("consultation"):
        return send_again(request, ConsultationRequestForm(request.POST), "busy", status_of_failure())
    return HttpResponse(render_to_string("500.html", ways_to_reach_us(request)), status=status_of_failure())


def status_of_failure():
    """503 for database errors, which may pass in a minute; 500 for everything else."""
    return UNAVAILABLE if isinstance(sys.exception(), Error) else SERVER_ERROR


def ways_to_reach_us(request=None):
    return {
        "clinic": as_far_as_known(ClinicDetails, request),
        "crisis_help": as_far_as_known(CrisisHelp, request),
    }
