"""A mail server with moods: it takes mail, refuses, says nothing, or hangs up in the middle of a mail or after it."""

import re
import socketserver
import threading
from collections import Counter

WELL, REFUSES, HANGS, DROPS = "well", "refuses", "hangs", "drops"
REFUSES_FOR_GOOD, DROPS_AFTER_DATA, SLOW = "refuses for good", "drops after a whole mail", "slow"
# Longer than the site waits for an answer.
HANGING_SECONDS = 60
SLOW_SECONDS = 0.3


class MailServer(socketserver.ThreadingTCPServer):
    """Ends with the trial. `copies` says how often each request's bell came, `acknowledgements` the mail to its visitor."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.port = self.server_address[1]
        self.mood, self.mood_changes = WELL, threading.Event()
        self.copies, self.acknowledgements = Counter(), Counter()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def become(self, mood):
        """Those that hang in the old one are let go."""
        self.mood = mood
        self.mood_changes.set()
        self.mood_changes = threading.Event()

    def handle_error(self, request, client_address):
        """The site was killed in the middle of a mail, and will send it again."""


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        mood = self.server.mood
        if mood == HANGS:
            self.server.mood_changes.wait(HANGING_SECONDS)
            return
        answers = {b"QUIT": "221 bye", b"DATA": "354 go on"}
        answers |= {b"MAIL": "451 not now"} if mood == REFUSES else {}
        answers |= {b"RCPT": "550 nobody here"} if mood == REFUSES_FOR_GOOD else {}
        self.say("220 ready")
        for line in self.rfile:
            verb = line[:4].upper().strip()
            self.say(answers.get(verb, "250 ok"))
            if verb == b"QUIT" or (verb == b"DATA" and not self.takes_mail(mood)):
                return

    def takes_mail(self, mood):
        if mood == DROPS:
            self.rfile.readline()
            return False
        if mood == SLOW:
            self.server.mood_changes.wait(SLOW_SECONDS)
        mail = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
        self.server.copies.update(re.findall(r"^Reference: (\w+)", mail, re.MULTILINE))
        self.server.acknowledgements.update(re.findall(r"Your reference is (\w+)", mail))
        if mood != DROPS_AFTER_DATA:
            self.say("250 taken")
        return mood != DROPS_AFTER_DATA

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())
