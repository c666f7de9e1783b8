"""A site for tests that is served as in production: its own style sheets joined and compressed."""

from contextlib import contextmanager

from django.test import override_settings
from django.test.testcases import LiveServerThread


@contextmanager
def site_as_deployed(collected_static):
    """Its address. `collected_static` is the fixture of that name."""
    with override_settings(**collected_static):
        server = LiveServerThread("localhost", static_handler=leave_files_to_whitenoise)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        assert server.error is None, server.error
        yield f"http://{server.host}:{server.port}"
        server.terminate()


def leave_files_to_whitenoise(application):
    return application
