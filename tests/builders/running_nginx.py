"""A real nginx with the files of deploy/nginx, in front of whatever answers in gunicorn's place."""

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
BROTLI = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
NAME = "www.example.org"
AROUND = """
{user}load_module {brotli};
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ }}
http {{
  include /etc/nginx/mime.types;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/none;
  uwsgi_temp_path {folder}/none;
  scgi_temp_path {folder}/none;
  # As Debian's own nginx.conf has it.
  gzip on;
  include {folder}/one-server.conf;
}}
"""


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
def running_nginx(folder, gunicorn_port, deployed=DEPLOYED):
    assert shutil.which("nginx"), "This needs nginx; script/test installs it."
    tls, plain, certificate = free_port(), free_port(), make_certificate(folder, NAME)
    places = {
        "/srv/clinic/deploy/nginx": folder,
        "/srv/clinic/var": folder / "var",
        f"/etc/letsencrypt/live/{NAME}/fullchain.pem": certificate,
        f"/etc/letsencrypt/live/{NAME}/privkey.pem": certificate,
        "/etc/nginx/clinic-headers.conf": folder / "clinic-headers.conf",
        "/var/log/nginx": folder,
        "/var/cache/nginx-clinic": folder / "kept",
        "127.0.0.1:8000": f"127.0.0.1:{gunicorn_port}",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ": f"listen 127.0.0.1:{tls} ",
    }
    for configuration in deployed.glob("*.conf"):
        (folder / configuration.name).write_text(with_own_places(configuration.read_text(), places))
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, brotli=BROTLI, user=user))
    with subprocess.Popen(["nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]) as process:
        wait_until_it_listens(tls, process)
        yield Nginx(tls, plain, folder)
        process.terminate()


def with_own_places(words, places):
    for theirs, ours in places.items():
        words = words.replace(theirs, str(ours))
    return words


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def wait_until_it_listens(port, process):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
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
