"""Pages for when something went wrong: they keep what was typed and always say where help is."""

from django.db import DatabaseError
from django.http import HttpResponseBadRequest, HttpResponseForbidden, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from contact.forms import ConsultationRequestForm
from contact.models import ClinicDetails, CrisisHelp

FORBIDDEN, UNAVAILABLE = 403, 503


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
    return HttpResponseBadRequest(render_to_string("400.html", as_far_as_known()))


def server_error(request):
    """Needs neither the database nor a session: it may be one of them that failed."""
    return HttpResponseServerError(render_to_string("500.html", as_far_as_known()))


def as_far_as_known():
    try:
        return {"clinic": ClinicDetails.current(), "crisis_help": CrisisHelp.current()}
    except DatabaseError:
        return {"clinic": ClinicDetails(), "crisis_help": CrisisHelp()}
