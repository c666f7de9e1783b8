"""A mail server with moods: it takes mail, refuses, says nothing, or hangs up in the middle of a mail."""

import re
import socketserver
import threading
import time
from contextlib import contextmanager

WELL, REFUSES, HANGS, DROPS = "well", "refuses", "hangs", "drops"
HANGING_SECONDS = 3


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mood = WELL
        self.delivered = set()

    @property
    def port(self):
        return self.server_address[1]

    def handle_error(self, request, client_address):
        """The site was killed in the middle of a mail, and will send it again."""


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        mood = self.server.mood
        if mood == HANGS:
            time.sleep(HANGING_SECONDS)
            return
        self.say("220 ready")
        for line in self.rfile:
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self.say("354 go on")
                if mood == DROPS:
                    self.rfile.readline()
                    return
                self.take_mail()
            elif verb == b"MAIL" and mood == REFUSES:
                self.say("451 not now")
            else:
                self.say("221 bye" if verb == b"QUIT" else "250 ok")
            if verb == b"QUIT":
                return

    def take_mail(self):
        mail = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
        found = re.search(r"^Reference: (\w+)", mail, re.MULTILINE)
        if found:
            self.server.delivered.add(found[1])
        self.say("250 taken")

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server():
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
