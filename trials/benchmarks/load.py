"""Readers without a pause over 16 connections, and pairs of such runs, so that what else runs slows both."""

import re
import select
import socket
import subprocess
import time
from dataclasses import dataclass
from statistics import median, quantiles

from running_site.staff import PAGE
from running_site.visitors import NAME

CONNECTIONS = 16
BROWSER = {"Host": NAME, "Accept-Encoding": "gzip, deflate, br", "X-Forwarded-Proto": "https"}


@dataclass
class Target:
    """What is asked, and the programs whose processor time it takes."""

    name: str
    port: int
    programs: list
    path: str = PAGE
    method: str = ""
    headers: tuple = ()

    def run(self, seconds):
        """Requests a second, and milliseconds of CPU each."""
        before = self.cpu_when_idle()
        lines = [f"{name}: {value}" for name, value in (BROWSER | dict(self.headers)).items()]
        requests = max(1, self.ask_by_hand(lines, seconds) if self.method else self.ask_wrk(lines, seconds))
        return requests / seconds, 1000 * (self.cpu_seconds() - before) / requests

    def cpu_when_idle(self):
        """A slow server still works on what nobody waits for any more."""
        used, now = None, self.cpu_seconds()
        while now != used:
            time.sleep(0.05)
            used, now = now, self.cpu_seconds()
        return now

    def cpu_seconds(self):
        return sum(program.cpu_seconds() for program in self.programs)

    def ask_wrk(self, lines, seconds):
        headers = [part for line in lines for part in ("--header", line)]
        command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s", *headers]
        address = f"http://127.0.0.1:{self.port}{self.path}"
        said = subprocess.run([*command, address], check=True, capture_output=True, text=True).stdout
        if "Socket errors" in said or "Non-2xx" in said:
            print(f"Errors at {self.name}:\n{said}")
        return int(re.search(r"(\d+) requests in", said)[1])

    def ask_by_hand(self, lines, seconds):
        """After a HEAD, wrk waits for a body. Every answer is as long as the first."""
        words = "\r\n".join([f"{self.method} {self.path} HTTP/1.1", *lines, "", ""]).encode()
        sockets = [socket.create_connection(("127.0.0.1", self.port)) for _ in range(CONNECTIONS)]
        sockets[0].sendall(words)
        time.sleep(0.5)
        size = len(sockets[0].recv(10**6))
        left, answered, ends = dict.fromkeys(sockets, size), 0, time.monotonic() + seconds
        for one in sockets:
            one.sendall(words)
        while time.monotonic() < ends:
            for one in select.select(sockets, [], [], 5)[0]:
                left[one] -= len(one.recv(left[one]))
                if not left[one]:
                    left[one], answered = size, answered + 1
                    one.sendall(words)
        for one in sockets:
            one.close()
        return answered


def compare(target, reference, pairs, seconds):
    """Measured in turn, after one pair for warming up: ratios of requests/s and of CPU, and the medians of both."""
    runs = [(target.run(seconds), reference.run(seconds)) for _ in range(pairs + 1)][1:]
    ratios = [spread([ours[number] / theirs[number] for ours, theirs in runs]) for number in (0, 1)]
    return *ratios, [median(run[side][number] for run in runs) for side in (0, 1) for number in (0, 1)]


def spread(values):
    """The median and the quartiles."""
    lower, _, upper = quantiles(values, n=4, method="inclusive")
    return median(values), lower, upper


def with_quartiles(ratio):
    return "{:.3g} ({:.3g} to {:.3g})".format(*ratio)
