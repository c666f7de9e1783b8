"""What one nginx serves: baked pages by deploy/nginx/, files and nothing else, and what it caches for others."""

from urllib.parse import urlsplit

from benchmarks import clinic
from benchmarks.nginx import map_for_gunicorn, nginx, server, site_configuration, static_configuration
from benchmarks.servers import free_port, listens
from benchmarks.targets import HOST, Target

# The whole answer is kept, encoded as the visitor accepts it.
PROXY_CACHE = """
  location / {{
    proxy_pass http://127.0.0.1:{port};
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Proto https;
    proxy_cache django;
    proxy_cache_valid 200 1h;
    proxy_ignore_headers Cache-Control Expires;
  }}
"""


def behind_nginx(folder, settings, targets, wordpress, stack):
    ports = {name: free_port() for name in ("nginx_baked", "nginx_static", "nginx_proxy_cache")}
    headers = folder / "clinic-headers.conf"
    headers.write_text(clinic.manage(settings, "nginx_headers"))
    gunicorn_port = urlsplit(targets["baked"].address).port
    parts = [
        map_for_gunicorn(),
        f"proxy_cache_path {folder}/proxy_cache keys_zone=django:1m;",
        server(ports["nginx_baked"], site_configuration(folder / "data", headers, gunicorn_port)),
        server(ports["nginx_static"], static_configuration(folder / f"data/baked/current/{HOST}", headers)),
        server(ports["nginx_proxy_cache"], PROXY_CACHE.format(port=gunicorn_port)),
    ]
    if wordpress:
        parts += wordpress.nginx_parts
        ports |= wordpress.ports
    started = stack.enter_context(nginx(folder / "nginx", parts))
    started.wait_until(lambda: all(map(listens, ports.values())))
    return targets_of(started, ports, targets["baked"]) | (wordpress.targets(started) if wordpress else {})


def targets_of(started, ports, baked):
    def target(key, name):
        return Target(name, (started.pid,), f"http://127.0.0.1:{ports[key]}{clinic.PAGE}")

    ours = target("nginx_baked", "our baked page by nginx")
    files = target("nginx_static", "the same file by nginx")
    cached = target("nginx_proxy_cache", "nginx proxy_cache before gunicorn")
    for other in (ours, files, cached):
        other.must_answer_as(baked)
    return {"nginx_baked": ours, "nginx_static": files, "nginx_proxy_cache": cached}
