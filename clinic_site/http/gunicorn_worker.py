"""The gunicorn worker that serves the site."""

import socket
import sys
from concurrent.futures import Future, ThreadPoolExecutor

from gunicorn.workers.gthread import _DEFER, ThreadWorker

# gunicorn's exit code for "no worker can boot": it ends, rather than starting one after the other.
WORKER_BOOT_ERROR = 3
READING_METHODS = (b"GET ", b"HEAD")


class GunicornWorker(ThreadWorker):
    """Gives a connection a thread only once the visitor has sent something.

    gunicorn's own worker lets each silent connection hold a thread for 5 seconds, and browsers open such
    connections ahead of need: a dozen of them would keep every other visitor waiting.
    """

    def load_wsgi(self):
        super().load_wsgi()
        exit_if_unsafe(self.log)

    def get_thread_pool(self):
        return TwoThreadPools(self.cfg.threads)

    def enqueue_req(self, conn):
        # A worker that was told to end watches no connection any more: whoever came in last is answered first.
        if conn.initialized or conn.data_ready or not self.alive:
            super().enqueue_req(conn)
        else:
            self.finish_request(conn, nothing_received())


def exit_if_unsafe(log):
    # Django is ready only once the application is loaded.
    from clinic_site.demo.separation import fault_if_readable
    from contact.backup.restore import reason_not_to_start

    if reason := reason_not_to_start() or fault_if_readable():
        log.error("The site does not start. %s", reason)
        sys.exit(WORKER_BOOT_ERROR)


class TwoThreadPools:
    """Threads for those who read a page, and others for those who send something.

    A form takes a hundred times as long as a page: in one pool, each reader would wait for all forms before.
    """

    def __init__(self, threads):
        self.readers = ThreadPoolExecutor(threads)
        self.senders = ThreadPoolExecutor(threads)

    def submit(self, handle, conn):
        pool = self.readers if is_read(conn.sock) else self.senders
        return pool.submit(handle, conn)

    def shutdown(self, wait=True):
        self.readers.shutdown(wait=wait)
        self.senders.shutdown(wait=wait)


def is_read(sock):
    """Looks at the first bytes and leaves them there. What gunicorn has read already cannot be told apart."""
    try:
        return sock.recv(4, socket.MSG_PEEK | socket.MSG_DONTWAIT).startswith(READING_METHODS)
    except OSError:
        return True


def nothing_received():
    """What gunicorn's thread reports of a connection on which nothing has come yet."""
    future = Future()
    future.set_result(_DEFER)
    return future
