"""What staff see when the request that they work on has been deleted meanwhile: why, and what they typed."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from contact.admin.writing import Writing
from contact.requests.states import AlreadyDeleted

NOT_FOUND, CONFLICT = 404, 409
TEMPLATE = "admin/contact/consultationrequest/gone.html"


def or_gone(view):
    """A view of an admin of requests that may find its request deleted, before it began or while it worked."""

    @wraps(view)
    def looked_at(model_admin, request, *args, **kwargs):
        try:
            return view(model_admin, request, *args, **kwargs)
        except AlreadyDeleted as deleted:
            return gone(model_admin, request, deleted.is_fresh)

    return looked_at


def gone(model_admin, request, is_fresh):
    is_sent = request.method == "POST"
    typed = Writing(request.POST).typed() if is_sent else []
    if is_sent and is_fresh and not typed:
        messages.warning(request, "Somebody else deleted this request a moment ago.")
        return redirect("admin:contact_consultationrequest_changelist")
    context = model_admin.admin_site.each_context(request) | {
        "title": "This request is no longer here",
        "typed": typed,
        "is_sent": is_sent,
        "media": model_admin.media,
        "opts": model_admin.opts,
    }
    return TemplateResponse(request, TEMPLATE, context, status=CONFLICT if is_sent else NOT_FOUND)
