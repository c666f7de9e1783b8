"""What gunicorn serves: our page with and without baking, the bare WSGI, and Django's hello."""

import json

from benchmarks import clinic
from benchmarks.servers import answers, free_port, gunicorn
from benchmarks.targets import Target

GTHREAD = "gthread"
BY_GUNICORN = {"server", "date", "connection"}


def start(folder, settings, stack):
    def serve(key, name, application, environment, worker_class=None):
        return served(folder / f"{key}.log", stack, name, application, environment, worker_class)

    baked = serve("baked", "our baked page on gunicorn", "clinic_site.wsgi", settings)
    bare = serve("bare", "bare WSGI on gunicorn", "benchmarks.applications.bare", as_bare(folder, baked), GTHREAD)
    bare.must_answer_as(baked)
    hello = serve("hello", "Django's hello on gunicorn", "benchmarks.applications.hello", {}, GTHREAD)
    hello.address = hello.address.removesuffix(clinic.PAGE) + "/"
    unbaked = serve("unbaked", "our page rendered by Wagtail", "benchmarks.applications.unbaked", settings)
    return {"baked": baked, "bare": bare, "hello": hello, "unbaked": unbaked}


def served(log, stack, name, application, environment, worker_class=None):
    port = free_port()
    server = stack.enter_context(gunicorn(application, port, log, environment, worker_class))
    server.wait_until(lambda: answers(port))
    return Target(name, (server.pid,), f"http://127.0.0.1:{port}{clinic.PAGE}")


def as_bare(folder, baked):
    """The baked page's answer as files, without what gunicorn adds by itself."""
    _, headers, body = baked.answer()
    said = [header for header in headers if header[0].lower() not in BY_GUNICORN]
    (folder / "headers.json").write_text(json.dumps(said))
    (folder / "body").write_bytes(body)
    return {"BARE_HEADERS": str(folder / "headers.json"), "BARE_BODY": str(folder / "body")}
