"""The gunicorn worker that serves the site."""

from concurrent.futures import Future

from gunicorn.workers.gthread import _DEFER, ThreadWorker


class WebWorker(ThreadWorker):
    """Gives a connection a thread only once the visitor has sent something.

    gunicorn's own worker lets each silent connection hold a thread for 5 seconds, and browsers open such
    connections ahead of need: a dozen of them would keep every other visitor waiting.
    """

    def enqueue_req(self, conn):
        # A worker that was told to end watches no connection any more: whoever came in last is answered first.
        if conn.initialized or conn.data_ready or not self.alive:
            super().enqueue_req(conn)
        else:
            self.finish_request(conn, silent())


def silent():
    """What gunicorn's thread reports of a connection on which nothing has come yet."""
    future = Future()
    future.set_result(_DEFER)
    return future
