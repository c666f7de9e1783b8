"""nginx with the site's own configuration from deploy/nginx/, and with what is compared with it."""

import os
import re
import shutil
from pathlib import Path

from benchmarks.servers import ROOT, Server, listens

DEPLOYED = ROOT / "deploy/nginx"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
MAIN = """
load_module {brotli};
daemon off;
worker_processes 2;
pid {folder}/pid;
error_log {folder}/error.log;
{user}
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  sendfile on;
  tcp_nopush on;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
{inside}
}}
"""
SERVER = """
server {{
  listen 127.0.0.1:{port};
  server_name _;
{inside}
}}
"""
# The same bytes, headers and address as a baked page, and nothing to decide.
STATIC = """
  root {folder};
  gzip_static on;
  brotli_static on;
  gzip_vary on;
  location / {{
    default_type text/html;
    charset utf-8;
    include {headers};
  }}
"""


def nginx(folder, parts):
    """`parts` stand in the http block."""
    folder.mkdir(exist_ok=True)
    configuration = folder / "nginx.conf"
    # What it hands out lies in a folder that only we may enter.
    user = "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(MAIN.format(folder=folder, brotli=BROTLI, user=user, inside="\n".join(parts)))
    command = ["nginx", "-p", str(folder), "-c", str(configuration), "-e", str(folder / "error.log")]
    return Server(command, folder / "error.log")


def is_here():
    return shutil.which("nginx") and BROTLI.exists()


def server(port, inside):
    return SERVER.format(port=port, inside=inside)


def site_configuration(data_dir, headers, gunicorn_port):
    """deploy/nginx/site.conf with the places of this measurement."""
    text = (DEPLOYED / "site.conf").read_text()
    for place, here in {
        "/srv/clinic/var": str(data_dir),
        "/srv/clinic/deploy/nginx": str(DEPLOYED),
        "/etc/nginx/clinic-headers.conf": str(headers),
        "127.0.0.1:8000": f"127.0.0.1:{gunicorn_port}",
    }.items():
        if place not in text:
            raise SystemExit(f"deploy/nginx/site.conf no longer names {place}.")
        text = text.replace(place, here)
    return text


def map_for_gunicorn():
    """Which requests are for gunicorn, as deploy/nginx/one-server.conf says it."""
    return re.search(r"^map .*?^}", (DEPLOYED / "one-server.conf").read_text(), re.MULTILINE | re.DOTALL)[0]


def static_configuration(folder, headers):
    return STATIC.format(folder=folder, headers=headers)


def is_up(ports):
    return lambda: all(listens(port) for port in ports)
