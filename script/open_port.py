"""Says in one sentence why the site cannot listen on a port: open_port.py PORT. Called by script/serve."""

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LISTENING = "0A"


def main(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            sys.exit(f"Only root may use port {port}; choose one from 1024 on: PORT=8001 script/serve")
        except OSError:
            sys.exit(f"Port {port} is in use; {advice(port)} or choose another port: PORT=8001 script/serve")


def advice(port):
    """Names the process that listens, which only its own user and root can see."""
    process = holder_of(port)
    if process is None:
        return "stop what uses it"
    if Path(os.readlink(process / "cwd")) == ROOT and b"gunicorn" in (process / "cmdline").read_bytes():
        return f"this site already runs there: stop it (kill {process.name})"
    return f"{(process / 'comm').read_text().strip()} uses it: stop that (kill {process.name})"


def holder_of(port):
    """The oldest of the processes that share the socket: the one that the others end with."""
    sockets = {f"socket:[{inode}]" for inode in listening_on(port)}
    for process in sorted(Path("/proc").glob("[0-9]*"), key=lambda process: int(process.name)):
        with suppress(OSError):  # somebody else's, or gone since
            if sockets & {os.readlink(file) for file in (process / "fd").iterdir()}:
                return process


def listening_on(port):
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        for line in table.read_text().splitlines()[1:] if table.exists() else []:
            _, local, _, state, *_, inode = line.split()[:10]
            if state == LISTENING and int(local.rsplit(":", 1)[1], 16) == port:
                yield inode


if __name__ == "__main__":
    main(int(sys.argv[1]))
