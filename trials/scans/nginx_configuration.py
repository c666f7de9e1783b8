"""deploy/nginx as it is, with this site's folders and ports in the place of those it names."""

import os

from fault_trials.site import ROOT

DEPLOYED = ROOT / "deploy/nginx"
BROTLI = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
AROUND = """
{user}load_module {brotli};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx_errors.log;
events {{ worker_connections 512; }}
http {{
  include /etc/nginx/mime.types;
  log_format asked "$request_method $status $request_uri";
  client_body_temp_path {folder}/bodies;
  proxy_temp_path {folder}/answers;
  fastcgi_temp_path {folder}/none;
  uwsgi_temp_path {folder}/none;
  scgi_temp_path {folder}/none;
  {server}
}}
"""


def configuration(site):
    folder = site.data_dir / "nginx"
    folder.mkdir()
    for deployed in DEPLOYED.glob("*.conf"):
        (folder / deployed.name).write_text(with_own_places(deployed, site))
    server = (folder / "one-server.conf").read_text()
    # As root, nginx would work as an account that cannot look into this site's folder.
    user = "user root;\n" if os.geteuid() == 0 else ""
    return AROUND.format(user=user, brotli=BROTLI, folder=site.data_dir, server=server)


def with_own_places(deployed, site):
    text = deployed.read_text()
    for theirs, ours in own_places(site).items():
        text = text.replace(theirs, ours)
    return text


def own_places(site):
    return {
        "/srv/clinic/deploy/nginx": f"{site.data_dir}/nginx",
        "/var/log/nginx": f"{site.data_dir}",
        "/etc/nginx/clinic-headers.conf": f"{site.data_dir}/headers.conf",
        "/etc/letsencrypt/live/www.example.org/fullchain.pem": f"{site.certificate}",
        "/etc/letsencrypt/live/www.example.org/privkey.pem": f"{site.data_dir}/certificate_key.pem",
        "/srv/clinic/var": f"{site.data_dir}",
        "www.example.org": "localhost",
        "listen 80;": f"listen 127.0.0.1:{site.http_port};",
        "listen 443 ": f"listen 127.0.0.1:{site.https_port} ",
        "https://$host$request_uri": f"{site.address}$request_uri",
        "127.0.0.1:8000": f"127.0.0.1:{site.port}",
        "access_log off;": f"access_log {site.data_dir}/requests.log asked;",
    }
