def what_is_found(request, consultation_request, form):
    # ruleid: personal-value-leaves-its-row
    logger.info("came from %s", consultation_request.phone)
    words = form.cleaned_data["message"]
    # ruleid: personal-value-leaves-its-row
    request.session["words"] = words
    # ruleid: personal-value-leaves-its-row
    EmailMessage("New request", f"From {consultation_request.name}", to=["staff@example.org"])
    # ruleid: redirect-or-markup-from-outside
    return redirect(request.GET["next"])


def what_is_left_alone(request, consultation_request):
    # ok: personal-value-leaves-its-row
    logger.info("%s has %s letters", consultation_request.reference, len(consultation_request.message))
    # ok: personal-value-leaves-its-row
    EmailMessage("Your request", "It arrived.", to=[consultation_request.email])
    # ok: redirect-or-markup-from-outside
    return redirect("received")
