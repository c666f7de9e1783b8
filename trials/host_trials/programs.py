"""Redis and nginx, each in a folder of its own."""

import os
import signal
import subprocess
import time
from pathlib import Path
from socket import create_connection

from fault_trials.site import ROOT, free_port, kill_group

from host_trials.door import NAME

CONFIGURATION = ROOT / "deploy/nginx"
AROUND = """
include /etc/nginx/modules-enabled/*.conf;
pid {folder}/pid;
error_log {folder}/error.log;
daemon off;
events {{}}
http {{
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/many-hosts.conf;
}}
"""


class Program:
    """Something that listens on a port until it is stopped."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir()
        self.port = free_port()
        self.log = (self.folder / "log").open("a")
        self.process = None

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=self.log, start_new_session=True)
        wait_until(self.listens)

    def listens(self):
        try:
            create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def stop(self):
        if self.process:
            kill_group(self.process)

    def hang(self):
        os.killpg(self.process.pid, signal.SIGSTOP)

    def wake_up(self):
        os.killpg(self.process.pid, signal.SIGCONT)


class Redis(Program):
    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def command(self):
        where = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        return ["redis-server", *where, "--save", "", "--appendonly", "no"]


class Nginx(Program):
    """With the files of deploy/nginx; only names, ports and folders are those of the trial."""

    def __init__(self, folder, hosts):
        super().__init__(folder)
        make_certificate(self.folder)
        replaced = {
            "/srv/clinic/deploy/nginx": folder,
            "/etc/nginx/certificates": folder,
            "/var/log/nginx": folder,
            "listen 443": f"listen 127.0.0.1:{self.port}",
            "listen 80": f"listen 127.0.0.1:{free_port()}",
        } | {f"server web{number}:8000": f"server 127.0.0.1:{host.port}" for number, host in enumerate(hosts, start=1)}
        for file in CONFIGURATION.glob("*.conf"):
            words = file.read_text()
            for theirs, ours in replaced.items():
                words = words.replace(theirs, str(ours))
            (self.folder / file.name).write_text(words)
        (self.folder / "nginx.conf").write_text(AROUND.format(folder=folder))

    @property
    def command(self):
        return ["nginx", "-c", str(self.folder / "nginx.conf")]


def make_certificate(folder):
    made = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}", *made]
    subprocess.run(command, check=True, capture_output=True)


def wait_until(holds, seconds=60):
    """How long it took."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() > began + seconds:
            raise TimeoutError
        time.sleep(0.05)
    return time.monotonic() - began
