"""One who reads a page 20 times a second, each time over a connection of its own: reader.py PORT HOST SECONDS.

A process of its own, so that what it sees is not slowed by who sends requests. Prints milliseconds as JSON.
"""

import http.client
import json
import subprocess
import sys
import time

from benchmarks import clinic

PAUSE = 0.05


def read_for(port, host, seconds):
    command = [sys.executable, "-m", "benchmarks.reader", str(port), host, str(seconds)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def main(port, host, seconds):
    times = []
    end = time.monotonic() + float(seconds)
    while not times or time.monotonic() < end:
        began = time.monotonic()
        read(port, host)
        times.append(1000 * (time.monotonic() - began))
        time.sleep(PAUSE)
    print(json.dumps(times))


def read(port, host):
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=60)
    try:
        connection.request("GET", clinic.PAGE, headers={"Host": host, "Accept-Encoding": "gzip"})
        response = connection.getresponse()
        response.read()
    finally:
        connection.close()
    if response.status != 200:
        raise SystemExit(f"The page answers {response.status}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
