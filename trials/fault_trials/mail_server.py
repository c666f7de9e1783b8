"""A mail server with moods: it takes mail, refuses, says nothing, or hangs up in the middle of a mail or after it."""

import re
import socketserver
import threading
from collections import Counter
from contextlib import contextmanager

WELL, REFUSES, HANGS, DROPS = "well", "refuses", "hangs", "drops"
REFUSES_FOR_GOOD, DROPS_AFTER_DATA, SLOW = "refuses for good", "drops after a whole mail", "slow"
# Longer than the site waits for an answer.
HANGING_SECONDS = 60
SLOW_SECONDS = 0.3


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self._mood = WELL
        self.mood_changes = threading.Event()
        # How often each request's bell came, and the mail to its visitor.
        self.copies = Counter()
        self.acknowledgements = Counter()

    @property
    def port(self):
        return self.server_address[1]

    @property
    def mood(self):
        return self._mood

    @mood.setter
    def mood(self, mood):
        """Those that hang in the old one are let go."""
        self._mood = mood
        self.mood_changes.set()
        self.mood_changes = threading.Event()

    @property
    def delivered(self):
        return set(self.copies)

    def handle_error(self, request, client_address):
        """The site was killed in the middle of a mail, and will send it again."""


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        mood = self.server.mood
        if mood == HANGS:
            self.server.mood_changes.wait(HANGING_SECONDS)
            return
        self.say("220 ready")
        for line in self.rfile:
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self.say("354 go on")
                if mood == DROPS:
                    self.rfile.readline()
                    return
                if mood == SLOW:
                    self.server.mood_changes.wait(SLOW_SECONDS)
                self.take_mail()
                if mood == DROPS_AFTER_DATA:
                    return
                self.say("250 taken")
            elif verb == b"MAIL" and mood == REFUSES:
                self.say("451 not now")
            elif verb == b"RCPT" and mood == REFUSES_FOR_GOOD:
                self.say("550 nobody here")
            else:
                self.say("221 bye" if verb == b"QUIT" else "250 ok")
            if verb == b"QUIT":
                return

    def take_mail(self):
        mail = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
        for said, counted in (
            (r"^Reference: (\w+)", self.server.copies),
            (r"Your reference is (\w+)", self.server.acknowledgements),
        ):
            counted.update(re.findall(said, mail, re.MULTILINE))

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server():
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
