"""Error pages. They keep what was typed and always show the crisis numbers."""

import sys

from django.db import Error
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.context_processors import as_far_as_known
from contact.clinic.crisis_help import CrisisHelp
from contact.requests.form import ConsultationRequestForm

FORBIDDEN, SERVER_ERROR, UNAVAILABLE = 403, 500, 503


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
