"""Says in one sentence why the site cannot listen on a port: open_port.py PORT. Called by script/serve."""

import os
import socket
import sys
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
    if is_this_site(process):
        return f"this site already runs there: stop it (kill {process.name})"
    return f"{(process / 'comm').read_text().strip()} uses it: stop that (kill {process.name})"


def is_this_site(process):
    return Path(os.readlink(process / "cwd")) == ROOT and b"gunicorn" in (process / "cmdline").read_bytes()


def holder_of(port):
    """The oldest of the processes that share the socket: the one that the others end with."""
    sockets = {f"socket:[{inode}]" for inode in listening_on(port)}
    processes = sorted(Path("/proc").glob("[0-9]*"), key=lambda process: int(process.name))
    return next((process for process in processes if sockets & set(open_files(process))), None)


def listening_on(port):
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        for line in table.read_text().splitlines()[1:] if table.exists() else []:
            _, local, _, state, *_, inode = line.split()[:10]
            if state == LISTENING and int(local.rsplit(":", 1)[1], 16) == port:
                yield inode


def open_files(process):
    try:
        return [os.readlink(file) for file in (process / "fd").iterdir()]
    except OSError:
        return []  # somebody else's, or gone since


if __name__ == "__main__":
    main(int(sys.argv[1]))
