"""nginx with the files of deploy/nginx: only folders, ports and the name are those of a trial."""

import os
import subprocess
from pathlib import Path

from running_site.programs import ROOT, Program, free_port, listens
from running_site.visitors import NAME

DEPLOYED = ROOT / "deploy/nginx"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
AROUND = """
{modules}
daemon off;
worker_processes 2;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/{deployed};
}}
"""


class Nginx(Program):
    def __init__(self, folder, data_dir, gunicorn_ports, deployed="one-server.conf", with_tls=True):
        self.folder, self.port, self.plain_port = folder, free_port(), free_port()
        self.places = {
            "/srv/clinic/deploy/nginx": folder,
            "/srv/clinic/var": data_dir,
            "/etc/nginx/clinic-headers.conf": folder / "headers",
            "/etc/letsencrypt/live/www.example.org": folder,
            "/etc/nginx/certificates": folder,
            "/var/log/nginx": folder,
            "/var/cache/nginx": folder,
            "https://$server_name": f"https://{NAME}:{self.port}",
            "www.example.org": NAME,
            "listen 443": f"listen 127.0.0.1:{self.port}",
            "listen 80": f"listen 127.0.0.1:{self.plain_port}",
            "127.0.0.1:8000": f"127.0.0.1:{gunicorn_ports[0]}",
        } | {f"web{number}:8000": f"127.0.0.1:{port}" for number, port in enumerate(gunicorn_ports, start=1)}
        self.places |= {} if with_tls else {" ssl http2;": ";", "$scheme": "https"}
        self.deployed = deployed
        command = ["nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
        super().__init__(command, folder / "log", is_up=lambda: listens(self.port))

    def configure(self):
        self.folder.mkdir()
        for file in DEPLOYED.glob("*.conf"):
            words = file.read_text()
            for theirs, ours in self.places.items():
                words = words.replace(theirs, str(ours))
            (self.folder / file.name).write_text(words)
        # As root, nginx would work as an account that cannot look into this folder.
        modules = ["user root;"] if os.geteuid() == 0 else []
        modules += [f"load_module {BROTLI};"] if BROTLI.exists() else []
        around = AROUND.format(modules="\n".join(modules), folder=self.folder, deployed=self.deployed)
        (self.folder / "nginx.conf").write_text(around)
        make_certificate(self.folder)

    @property
    def certificate(self):
        return self.folder / "fullchain.pem"


def make_certificate(folder):
    named = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    made = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *named, *made]
    subprocess.run(command, check=True, capture_output=True)
