"""What each rule of python.yaml must find (ruleid) and must leave alone (ok). Read by semgrep only, never run."""


def personal_values(request, consultation_request, form, attempt):
    # ruleid: personal-value-leaves-its-row
    logger.info("Call %s", consultation_request.phone)
    number = consultation_request.phone
    said = f"Call {number}"
    # ruleid: personal-value-leaves-its-row
    logger.warning(said)
    # ruleid: personal-value-leaves-its-row
    request.session["last"] = attempt.text
    # ruleid: personal-value-leaves-its-row
    redirect(f"/search/?q={consultation_request.email}")
    # ruleid: personal-value-leaves-its-row
    messages.info(request, form.cleaned_data["name"])
    # ruleid: personal-value-leaves-its-row
    EmailMessage(f"From {consultation_request.name}", "Text", to=["staff@localhost"])
    # ruleid: personal-value-leaves-its-row
    EmailMessage("A request", consultation_request.message, to=["staff@localhost"])
    # ok: personal-value-leaves-its-row
    EmailMessage("A request", "Text", to=[consultation_request.email])
    # ok: personal-value-leaves-its-row
    logger.info("Moved %s", consultation_request.reference)
    # ok: personal-value-leaves-its-row
    logger.info("%s letters", len(consultation_request.message))
    # ruleid: personal-value-leaves-its-row
    raise ValueError(f"No such number: {number}")


def markup(request):
    name = request.POST["name"]
    # ruleid: markup-from-a-visitor
    HttpResponse(f"<p>Hello {name}</p>")
    # ruleid: markup-from-a-visitor
    Template(request.GET.get("text"))
    # ok: markup-from-a-visitor
    render(request, "hello.html", {"name": name})


def ways_on(request):
    # ruleid: redirect-to-anywhere
    redirect(request.GET["next"])
    address = request.headers.get("Referer")
    # ruleid: redirect-to-anywhere
    HttpResponseRedirect(address)
    # ok: redirect-to-anywhere
    redirect("account_login")


def finished_texts(name):
    # ruleid: format-html-with-a-finished-text
    format_html(f"<b>{name}</b>")
    # ruleid: format-html-with-a-finished-text
    format_html("<b>{}</b>".format(name))
    # ruleid: format-html-with-a-finished-text
    format_html("<b>%s</b>" % name)
    # ruleid: format-html-with-a-finished-text
    SafeString(name)
    # ok: format-html-with-a-finished-text
    format_html("<b>{}</b>", name)


def sql(cursor, name):
    # ruleid: sql-put-together
    cursor.execute(f"SELECT 1 FROM people WHERE name = '{name}'")
    # ruleid: sql-put-together
    cursor.execute("SELECT 1 FROM people WHERE name = '%s'" % name)
    # ruleid: sql-put-together
    cursor.execute("SELECT 1 FROM people WHERE name = " + name)
    # ok: sql-put-together
    cursor.execute("SELECT 1 FROM people WHERE name = %s", [name])


class WideForm:
    class Meta:
        # ruleid: form-with-every-field
        fields = "__all__"


class NarrowForm:
    class Meta:
        # ok: form-with-every-field
        fields = ["name", "phone"]


def cookies(response):
    # ruleid: cookie-that-scripts-read
    response.set_cookie("reference", "X")
    # ruleid: cookie-that-scripts-read
    response.set_cookie("reference", "X", httponly=True)
    # ok: cookie-that-scripts-read
    response.set_signed_cookie("reference", "X", httponly=True, samesite="Lax")


def connections(context, http):
    # ruleid: unchecked-certificate
    context.check_hostname = False
    # ruleid: unchecked-certificate
    http.get("https://mail.example.org", verify=False)
    # ok: unchecked-certificate
    http.get("https://mail.example.org")


def draws():
    # ruleid: chance-that-can-be-guessed
    random.choice("ABC")
    # ok: chance-that-can-be-guessed
    secrets.choice("ABC")
