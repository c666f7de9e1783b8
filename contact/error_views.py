"""Pages for when something went wrong: they keep what was typed and always say where help is."""

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
    """A form that was open for too long, or in a browser that keeps no cookies, can be sent again as it is."""
    if request.path == reverse("consultation"):
        return send_again(request, ConsultationRequestForm(request.POST), "expired", FORBIDDEN)
    return HttpResponseForbidden(render_to_string("403.html", request=request))


def could_not_store(request, form):
    return send_again(request, form, "busy", UNAVAILABLE)


def send_again(request, form, reason, status):
    return render(request, "contact/sending_failed.html", {"form": form, "reason": reason}, status=status)


def bad_request(request, exception):
    """Asks the request for nothing: it may be its host name or its encoding that is wrong."""
    return HttpResponseBadRequest(render_to_string("400.html", ways_to_reach_us()))


@sensitive_post_parameters()
def server_error(request):
    """Needs neither the database nor a session: it may be one of them that failed."""
    if request.method == "POST" and request.path == reverse("consultation"):
        return send_again(request, ConsultationRequestForm(request.POST), "busy", status_of_failure())
    return HttpResponse(render_to_string("500.html", ways_to_reach_us(request)), status=status_of_failure())


def status_of_failure():
    """What the database could not do now it may do in a minute; everything else is a fault of the site."""
    return UNAVAILABLE if isinstance(sys.exception(), Error) else SERVER_ERROR


def ways_to_reach_us(request=None):
    return {
        "clinic": as_far_as_known(ClinicDetails, request),
        "crisis_help": as_far_as_known(CrisisHelp, request),
    }
