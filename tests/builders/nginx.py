"""nginx with the files of deploy/nginx: only folders, ports and the name are others."""

import os
from pathlib import Path

from tests.builders.certificates import make_certificate

DEPLOYED = Path(__file__).resolve().parents[2] / "deploy/nginx"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
AROUND = """
daemon off;
worker_processes 2;
pid {folder}/pid;
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


def configure_nginx(folder, *, var, gunicorn, tls, plain, name="localhost", deployed="one-server.conf"):
    """Writes the files and gives the command. `tls`, `plain` and those of `gunicorn` are ports."""
    here = ["/srv/clinic/deploy/nginx", "/var/log/nginx", "/var/cache/nginx-clinic"]
    certificate = make_certificate(folder, name)
    for place in ("/etc/letsencrypt/live/www.example.org", "/etc/nginx/certificates"):
        here += [f"{place}/fullchain.pem", f"{place}/privkey.pem"]
    places = {place: certificate if place.endswith(".pem") else folder for place in here} | {
        "/srv/clinic/var": var,
        "https://$server_name": f"https://$server_name:{tls}",
        "www.example.org": name,
        "listen 443": f"listen 127.0.0.1:{tls}",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "127.0.0.1:8000": f"127.0.0.1:{gunicorn[0]}",
    }
    places |= {f"web{number}:8000": f"127.0.0.1:{port}" for number, port in enumerate(gunicorn, start=1)}
    for file in DEPLOYED.glob("*.conf"):
        words = file.read_text()
        for theirs, ours in places.items():
            words = words.replace(theirs, str(ours))
        (folder / file.name).write_text(words)
    # As root, nginx would work as an account that cannot look into this folder.
    head = ("user root;\n" if os.geteuid() == 0 else "") + (f"load_module {BROTLI};" if BROTLI.exists() else "")
    (folder / "nginx.conf").write_text(head + AROUND.format(folder=folder, deployed=deployed))
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
