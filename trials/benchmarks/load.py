"""Readers without a pause over 16 connections that are kept, and pairs of such runs, so that whatever else slows both."""

import re
import select
import socket
import subprocess
import time
from dataclasses import dataclass
from statistics import median, quantiles

from running_site.visitors import NAME

CONNECTIONS = 16
BROWSER = {"Host": NAME, "Accept-Encoding": "gzip, deflate, br", "X-Forwarded-Proto": "https"}


@dataclass
class Target:
    """What is asked, and the programs whose processor time it takes."""

    name: str
    port: int
    programs: list
    path: str = "/safety/"
    method: str = ""
    headers: tuple = ()

    def run(self, seconds):
        """Requests a second, milliseconds of CPU each, and errors."""
        before = self.cpu_seconds()
        requests, errors = self.ask_all_at_once(seconds) if self.method else self.ask_wrk(seconds)
        return requests / seconds, 1000 * (self.cpu_seconds() - before) / max(requests, 1), errors

    def cpu_seconds(self):
        return sum(program.cpu_seconds() for program in self.programs)

    @property
    def lines(self):
        return [f"{name}: {value}" for name, value in (BROWSER | dict(self.headers)).items()]

    def ask_wrk(self, seconds):
        headers = [part for line in self.lines for part in ("--header", line)]
        command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s", *headers]
        said = subprocess.run([*command, f"http://127.0.0.1:{self.port}{self.path}"], check=True, stdout=-1, text=True)
        errors = re.findall(r"(?:connect|read|write|timeout|responses:?) (\d+)", said.stdout)
        return int(re.search(r"(\d+) requests in", said.stdout)[1]), sum(map(int, errors))

    def ask_all_at_once(self, seconds):
        """For HEAD, after which wrk waits for a body. Every answer is as long as the first."""
        words = "\r\n".join([f"{self.method} {self.path} HTTP/1.1", *self.lines, "", ""]).encode()
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
        return answered, 0


def compare(target, reference, pairs, seconds):
    """Each pair is measured in turn. The ratios of requests/s and CPU: median and quartiles; and the medians of both."""
    runs = [(reference.run(seconds), target.run(seconds)) for _ in range(pairs + 1)][1:]
    ratios = [spread([ours[number] / theirs[number] for theirs, ours in runs]) for number in (0, 1)]
    medians = [median(run[side][number] for run in runs) for side in (1, 0) for number in (0, 1)]
    return *ratios, medians, sum(run[side][2] for run in runs for side in (0, 1))


def spread(values):
    lower, _, upper = quantiles(values, n=4, method="inclusive")
    return median(values), lower, upper


def with_quartiles(ratio):
    return "{:.3g} ({:.3g} to {:.3g})".format(*ratio)
