"""A mail server on this machine that goes wrong in every way that real ones do."""

import re
import socketserver
import threading
from collections import Counter

WELL, REFUSES, HANGS, DROPS = "well", "refuses", "hangs", "drops"
REFUSES_FOR_GOOD, DROPS_AFTER_DATA, SLOW = "refuses for good", "drops after a whole mail", "slow"
TALKS, RUDE = "talks without end", "rude at goodbye"
# Longer than the site waits for an answer.
HANGING_SECONDS = 60
SLOW_SECONDS = 0.3


class MailServer(socketserver.ThreadingTCPServer):
    """`copies` says how often each request's bell came, `acknowledgements` the mail to its visitor."""

    daemon_threads = True

    def __init__(self, mood=WELL):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.port = self.server_address[1]
        self.mood, self.mood_changes = mood, threading.Event()
        self.taken, self.heard, self.copies, self.acknowledgements = [], [], Counter(), Counter()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def become(self, mood):
        """Those that hang in the old one are let go."""
        self.mood = mood
        self.mood_changes.set()
        self.mood_changes = threading.Event()

    def take(self, mail):
        self.taken.append(mail)
        self.copies.update(re.findall(r"^Reference: (\w+)", mail, re.MULTILINE))
        self.acknowledgements.update(re.findall(r"Your reference is (\w+)", mail))

    def handle_error(self, request, client_address):
        """Whoever was killed in the middle of a mail, or has waited long enough, hangs up."""


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        mood, changes = self.server.mood, self.server.mood_changes
        if mood == HANGS:
            changes.wait(HANGING_SECONDS)
            return
        while mood == TALKS and not changes.wait(0.05):
            self.say("220-and")
        self.say("220 ready")
        for line in self.rfile:
            verb = line[:4].upper().strip().decode()
            self.server.heard.append(verb)
            self.say(self.answer(verb, line, mood))
            if verb == "QUIT" or (verb == "DATA" and not self.takes_mail(mood, changes)):
                return

    def answer(self, verb, line, mood):
        if verb == "MAIL" and mood == REFUSES:
            return "451 not now"
        if verb == "RCPT" and (mood == REFUSES_FOR_GOOD or b"gone@" in line):
            return "550 nobody here"
        if verb == "QUIT" and mood == RUDE:
            return "x" * 9000
        return {"DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 ok")

    def takes_mail(self, mood, changes):
        if mood == DROPS:
            self.rfile.readline()
            return False
        if mood == SLOW:
            changes.wait(SLOW_SECONDS)
        self.server.take(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
        if mood != DROPS_AFTER_DATA:
            self.say("250 taken")
        return mood != DROPS_AFTER_DATA

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())
