"""The forms for visitors and clinicians, their confirmation and the error pages.

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
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import FormView, TemplateView

from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.context_processors import as_far_as_known
from contact.clinic.crisis_help import CrisisHelp
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.forms.consultation import TOPICS_OF_LINKS, ConsultationRequestForm
from contact.requests.forms.mistake import ReportMistakeForm
from contact.requests.forms.referral import ReferralForm
from contact.requests.intake import receive
from contact.requests.submission_checks import sender_of

REFERENCE_COOKIE = "request_reference"
# The confirmation's cookie reaches only addresses below its own, so the other forms have one each.
FORM_COOKIE = "form_reference"
COOKIES = [REFERENCE_COOKIE, FORM_COOKIE]
CONFIRMATION_PATH = "/consultation/"
REFERENCE_COOKIE_SECONDS = 30 * 60
FORBIDDEN, UNPROCESSABLE, SERVER_ERROR, UNAVAILABLE = 403, 422, 500, 503
# Nothing that says who it is: whoever uses the browser next may see it, too.
SHOWN = [
    "reference",
    "kind",
    "received_at",
    "due_at",
    "priority",
    "asking_for",
    "contact_by",
    "earlier_request__reference",
]
# The only thing that the URL of a confirmation can say.
SENT_AGAIN = "?again"
FORMS = [ConsultationRequestForm, ReferralForm, ReportMistakeForm]


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class SendForm(FormView):
    """Stores what was sent and leads to the confirmation."""

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
        return with_reference(redirect(confirmation), consultation_request.reference, self.request.path)

    def form_invalid(self, form):
        return render(self.request, self.template_name, self.get_context_data(form=form), status=UNPROCESSABLE)


class AskForConsultation(SendForm):
    form_class = ConsultationRequestForm
    template_name = "contact/consultation.html"

    def get_initial(self):
        """A link may say what it is about, such as ?about=insurance."""
        about = self.request.GET.get("about")
        return {"topic": about} if about in TOPICS_OF_LINKS else {}

    def get_form_kwargs(self):
        clinic = as_far_as_known(ClinicDetails, self.request)
        return super().get_form_kwargs() | {"offers_texts": clinic.replies_by_text}


class ReferPatient(SendForm):
    form_class = ReferralForm
    template_name = "contact/referral.html"


class ReportMistake(SendForm):
    form_class = ReportMistakeForm
    template_name = "contact/report_mistake.html"

    def get_initial(self):
        """Only a published page of this site: a link made elsewhere puts no words into the form."""
        path = self.request.GET.get("page", "")
        is_public_page = import_string(settings.IS_PUBLIC_PAGE)
        return {"about_page": path} if is_public_page(path) else {}


def reference_in(request):
    """The reference of what this browser sent within the last half hour, or None."""
    cookies = (request.get_signed_cookie(name, None, max_age=REFERENCE_COOKIE_SECONDS) for name in COOKIES)
    return next(filter(None, cookies), None)


def with_reference(response, reference, form_path):
    """The confirmation reads the reference from a cookie, because URLs end up in histories and logs."""
    set_reference_cookie(response, REFERENCE_COOKIE, reference, CONFIRMATION_PATH)
    if form_path != CONFIRMATION_PATH:
        set_reference_cookie(response, FORM_COOKIE, reference, form_path)
    return response


def set_reference_cookie(response, name, reference, path):
    response.set_signed_cookie(
        name,
        reference,
        max_age=REFERENCE_COOKIE_SECONDS,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


@method_decorator(never_cache, name="dispatch")
class ConsultationReceived(TemplateView):
    template_name = "contact/consultation_received.html"

    def get_context_data(self, **kwargs):
        received = received_as(reference_in(self.request))
        return super().get_context_data(
            received=received, sent_again="again" in self.request.GET, form_address=address_of_form(received), **kwargs
        )


def address_of_form(received):
    kind = received.kind if received else ConsultationRequestForm.kind
    return next(form_class.address for form_class in FORMS if form_class.kind == kind)


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
    """A form can be sent again as it was, after a long time or without cookies."""
    if form_class := form_at(request.path):
        return send_again(request, form_class(request.POST), "expired", FORBIDDEN)
    return HttpResponseForbidden(render_to_string("403.html", request=request))


def form_at(path):
    return next((form_class for form_class in FORMS if form_class.address == path), None)


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
    form_class = form_at(request.path)
    if request.method == "POST" and form_class:
        return send_again(request, form_class(request.POST), "busy", status_of_failure())
    return HttpResponse(render_to_string("500.html", ways_to_reach_us(request)), status=status_of_failure())


def status_of_failure():
    """503 for database errors, which may pass in a minute; 500 for everything else."""
    return UNAVAILABLE if isinstance(sys.exception(), Error) else SERVER_ERROR


def ways_to_reach_us(request=None):
    return {
        "clinic": as_far_as_known(ClinicDetails, request),
        "crisis_help": as_far_as_known(CrisisHelp, request),
    }
