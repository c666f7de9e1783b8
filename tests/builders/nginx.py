"""A real nginx with the files of deploy/nginx: only folders, ports and the name are others."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from tests.builders.certificates import make_certificate

DEPLOYED = Path(__file__).resolve().parents[2] / "deploy/nginx"
NAME = "www.example.org"
AROUND = """
{user}load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
daemon off;
worker_processes 2;
pid {folder}/pid;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/none;
  uwsgi_temp_path {folder}/none;
  scgi_temp_path {folder}/none;
  # As Debian's own nginx.conf has it.
  gzip on;
  include {folder}/{start};
}}
"""


def configure_nginx(folder, *, var, gunicorn, tls, plain, name=NAME, files=DEPLOYED, start="one-server.conf"):
    """Writes the files and gives the command. `tls`, `plain` and those of `gunicorn` are ports."""
    certificate = make_certificate(folder, name)
    places = {
        "/srv/clinic/deploy/nginx": folder,
        "/var/log/nginx": folder,
        "/etc/nginx/clinic-headers.conf": folder / "clinic-headers.conf",
        f"/etc/letsencrypt/live/{NAME}/fullchain.pem": certificate,
        f"/etc/letsencrypt/live/{NAME}/privkey.pem": certificate,
        "/etc/nginx/certificates/fullchain.pem": certificate,
        "/etc/nginx/certificates/privkey.pem": certificate,
        "/srv/clinic/var": var,
        "/var/cache/nginx-clinic": folder / "kept",
        "https://$server_name": f"https://$server_name:{tls}",
        NAME: name,
        "listen 443": f"listen 127.0.0.1:{tls}",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "127.0.0.1:8000": f"127.0.0.1:{gunicorn[0]}",
    }
    places |= {f"web{number}:8000": f"127.0.0.1:{port}" for number, port in enumerate(gunicorn, start=1)}
    for file in files.glob("*.conf"):
        (folder / file.name).write_text(with_own_places(file.read_text(), places))
    # As root, nginx would work as an account that cannot look into this folder.
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, start=start, user=user))
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]


def with_own_places(words, places):
    for theirs, ours in places.items():
        words = words.replace(theirs, str(ours))
    return words


class Nginx:
    def __init__(self, tls, plain, folder):
        self.tls, self.plain = tls, plain
        self.log = folder / "error.log"
        self.data_dir = folder / "var"
        self.kept = folder / "kept"

    def ask(self, address, method="GET", body=None, **headers):
        """One request by TLS. Names of headers have _ for -."""
        connection = http.client.HTTPSConnection("127.0.0.1", self.tls, context=unverified(), timeout=30)
        return answered(connection, address, method, body, **headers)

    def tls_connection(self):
        plain = socket.create_connection(("127.0.0.1", self.tls), timeout=30)
        return unverified().wrap_socket(plain, server_hostname=NAME)


@contextmanager
def running_nginx(folder, gunicorn_port, files=DEPLOYED):
    """In front of whatever answers in gunicorn's place."""
    assert shutil.which("nginx"), "This needs nginx; script/test installs it."
    tls, plain = free_port(), free_port()
    var, gunicorn = folder / "var", [gunicorn_port]
    command = configure_nginx(folder, var=var, gunicorn=gunicorn, tls=tls, plain=plain, files=files)
    with subprocess.Popen(command) as process:
        wait_until_it_listens(tls, process)
        yield Nginx(tls, plain, folder)
        process.terminate()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until_it_listens(port, process):
    for _ in range(200):
        if listens(port):
            return
        assert process.poll() is None, "nginx ended; the lines above say why."
        time.sleep(0.05)
    raise AssertionError("nginx does not listen.")


def unverified():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def answered(connection, address, method, body, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
    connection.putrequest(method, address, skip_host=True, skip_accept_encoding=True)
    for name, value in ({"Host": NAME} | named | ({"Content-Length": len(body)} if body else {})).items():
        connection.putheader(name, value)
    connection.endheaders(body.encode() if body else None)
    response = connection.getresponse()
    answer = SimpleNamespace(status=response.status, body=response.read(), headers=response.headers)
    connection.close()
    return answer
